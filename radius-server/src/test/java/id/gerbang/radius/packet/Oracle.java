package id.gerbang.radius.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.gerbang.radius.Isp;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A second opinion on Access-Requests, written from the RFCs and sharing nothing with the server:
 * whether one proves the password that all of {@link #name} have, to a router under {@link
 * Isp#SECRET}.
 */
public final class Oracle {

  public static final int NAMES = 2_000;
  public static final String PASSWORD = "alice-pw";

  /** Of {@link #PASSWORD}, by FreeRADIUS' smbencrypt. */
  private static final String NT_HASH = "d061ef15e9494b458016fa760cecdd63";

  private static final byte[] SECRET = Isp.SECRET_TEXT.getBytes(UTF_8);

  private Oracle() {}

  private record Attr(int type, int at, byte[] value) {}

  public static String name(int number) {
    return "alice%04d".formatted(number);
  }

  /** RFC 2865 §3: MD5 over the reply with the request's authenticator in place of its own. */
  public static boolean isReplyTo(byte[] reply, byte[] request) {
    if (request.length < 20 || reply[1] != request[1]) {
      return false;
    }
    byte[] expected =
        md5(
            Arrays.copyOf(reply, 4),
            Arrays.copyOfRange(request, 4, 20),
            Arrays.copyOfRange(reply, 20, reply.length),
            SECRET);
    return Arrays.equals(expected, Arrays.copyOfRange(reply, 4, 20));
  }

  public static boolean isRight(byte[] datagram) {
    if (datagram.length < 20 || datagram[0] != 1) {
      return false;
    }
    int length = (datagram[2] & 0xff) << 8 | (datagram[3] & 0xff);
    if (length < 20 || length > 4_096 || length > datagram.length) {
      return false;
    }
    byte[] packet = Arrays.copyOf(datagram, length);
    List<Attr> attrs = new ArrayList<>();
    for (int at = 20; at < length; ) {
      int size = at + 1 < length ? packet[at + 1] & 0xff : 0;
      if (size < 2 || at + size > length || packet[at] == 0) {
        return false;
      }
      attrs.add(new Attr(packet[at] & 0xff, at + 2, Arrays.copyOfRange(packet, at + 2, at + size)));
      at += size;
    }
    return isSigned(packet, attrs) && isProven(packet, attrs);
  }

  /** RFC 3579 §3.2; unsigned ones may pass where there is neither Proxy-State nor EAP. */
  private static boolean isSigned(byte[] packet, List<Attr> attrs) {
    List<Attr> signatures = of(attrs, 80);
    if (signatures.isEmpty()) {
      return of(attrs, 33).isEmpty() && of(attrs, 79).isEmpty();
    }
    if (signatures.size() != 1 || signatures.get(0).value().length != 16) {
      return false;
    }
    byte[] zeroed = packet.clone();
    Arrays.fill(zeroed, signatures.get(0).at(), signatures.get(0).at() + 16, (byte) 0);
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(SECRET, "HmacMD5"));
      return Arrays.equals(mac.doFinal(zeroed), signatures.get(0).value());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isProven(byte[] packet, List<Attr> attrs) {
    List<Attr> names = of(attrs, 1);
    if (names.size() != 1) {
      return false;
    }
    byte[] name = names.get(0).value();
    if (IntStream.range(0, NAMES)
        .noneMatch(number -> Arrays.equals(name, name(number).getBytes(UTF_8)))) {
      return false;
    }
    byte[] authenticator = Arrays.copyOfRange(packet, 4, 20);
    return of(attrs, 2).stream().anyMatch(pap -> isPap(pap.value(), authenticator))
        || of(attrs, 3).stream().anyMatch(chap -> isChap(chap.value(), attrs, authenticator))
        || isMsChap(attrs, name);
  }

  /** RFC 2865 §5.2. */
  private static boolean isPap(byte[] hidden, byte[] authenticator) {
    byte[] clear = hidden.clone();
    byte[] before = authenticator;
    for (int block = 0; block + 16 <= hidden.length; block += 16) {
      byte[] pad = md5(SECRET, before);
      for (int i = 0; i < 16; i++) {
        clear[block + i] ^= pad[i];
      }
      before = Arrays.copyOfRange(hidden, block, block + 16);
    }
    int end = clear.length;
    while (end > 0 && clear[end - 1] == 0) {
      end--;
    }
    return new String(clear, 0, end, UTF_8).equals(PASSWORD);
  }

  /** RFC 2865 §5.3. */
  private static boolean isChap(byte[] value, List<Attr> attrs, byte[] authenticator) {
    if (value.length != 17) {
      return false;
    }
    byte[] challenge = of(attrs, 60).stream().findFirst().map(Attr::value).orElse(authenticator);
    byte[] expected = md5(Arrays.copyOf(value, 1), PASSWORD.getBytes(UTF_8), challenge);
    return Arrays.equals(expected, Arrays.copyOfRange(value, 1, 17));
  }

  /** RFC 2433 and 2759: some challenge and some response of the request fit each other. */
  private static boolean isMsChap(List<Attr> attrs, byte[] name) {
    for (byte[] challenge : microsoft(attrs, 11)) {
      for (byte[] response : microsoft(attrs, 1)) {
        if (response.length == 50 && challenge.length == 8 && fits(challenge, response)) {
          return true;
        }
      }
      for (byte[] response : microsoft(attrs, 25)) {
        if (response.length == 50 && challenge.length == 16) {
          byte[] hash =
              Arrays.copyOf(
                  digest("SHA-1", Arrays.copyOfRange(response, 2, 18), challenge, name), 8);
          if (fits(hash, response)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean fits(byte[] challenge, byte[] response) {
    return Arrays.equals(ntResponse(challenge), Arrays.copyOfRange(response, 26, 50));
  }

  private static byte[] ntResponse(byte[] challenge) {
    byte[] key = Arrays.copyOf(HexFormat.of().parseHex(NT_HASH), 21);
    byte[] response = new byte[24];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(
          des(Arrays.copyOfRange(key, 7 * i, 7 * i + 7), challenge), 0, response, 8 * i, 8);
    }
    return response;
  }

  private static byte[] des(byte[] sevenOctets, byte[] block) {
    byte[] key = new byte[8];
    for (int bit = 0; bit < 56; bit++) {
      if ((sevenOctets[bit / 8] >> 7 - bit % 8 & 1) == 1) {
        key[bit / 7] |= (byte) (1 << 7 - bit % 7);
      }
    }
    try {
      Cipher cipher = Cipher.getInstance("DES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
      return cipher.doFinal(block);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static List<byte[]> microsoft(List<Attr> attrs, int type) {
    List<byte[]> found = new ArrayList<>();
    for (Attr attr : of(attrs, 26)) {
      byte[] value = attr.value();
      if (value.length < 4 || value[0] != 0 || value[1] != 0 || value[2] != 1 || value[3] != 0x37) {
        continue;
      }
      for (int at = 4; at + 1 < value.length; ) {
        int size = value[at + 1] & 0xff;
        if (size < 2 || at + size > value.length) {
          break;
        }
        if ((value[at] & 0xff) == type) {
          found.add(Arrays.copyOfRange(value, at + 2, at + size));
        }
        at += size;
      }
    }
    return found;
  }

  /** The same request as an older router sends it: without Message-Authenticator. */
  public static byte[] unsigned(byte[] packet) {
    for (int at = 20; at < packet.length; at += packet[at + 1] & 0xff) {
      if (packet[at] == 80) {
        byte[] rest = new byte[packet.length - 18];
        System.arraycopy(packet, 0, rest, 0, at);
        System.arraycopy(packet, at + 18, rest, at, rest.length - at);
        rest[2] = (byte) (rest.length >> 8);
        rest[3] = (byte) rest.length;
        return rest;
      }
    }
    throw new AssertionError("it is not signed");
  }

  private static List<Attr> of(List<Attr> attrs, int type) {
    return attrs.stream().filter(attr -> attr.type() == type).toList();
  }

  private static byte[] md5(byte[]... parts) {
    return digest("MD5", parts);
  }

  private static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
