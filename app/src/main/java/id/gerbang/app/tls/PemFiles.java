package id.gerbang.app.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate chain, leaf first, and its private key as PEM text (RFC 7468): the key as PKCS #8,
 * or as the older {@code RSA PRIVATE KEY} (RFC 8017 A.1.2) and {@code EC PRIVATE KEY} (RFC 5915).
 */
record PemFiles(Path chainFile, Path keyFile) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ((?:\\w+ )?PRIVATE KEY)-----([^-]*)-----END \\1-----");

  KeyStore keyStore(char[] password) throws IOException, GeneralSecurityException {
    java.security.cert.Certificate[] chain = chain();
    PublicKey shown = chain[0].getPublicKey();
    PrivateKey key = key(shown);
    requirePair(key, shown);
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(Certificate.ALIAS, key, password, chain);
    return keys;
  }

  private java.security.cert.Certificate[] chain() throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(chainFile)) {
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(java.security.cert.Certificate[]::new);
      if (chain.length == 0) {
        throw new GeneralSecurityException("there is no certificate in " + chainFile);
      }
      return chain;
    }
  }

  private PrivateKey key(PublicKey shown) throws IOException, GeneralSecurityException {
    Matcher block = KEY.matcher(Files.readString(keyFile, ISO_8859_1));
    if (!block.find()) {
      throw new GeneralSecurityException("there is no private key in " + keyFile);
    }
    byte[] octets = Base64.getMimeDecoder().decode(block.group(2));
    byte[] pkcs8 =
        switch (block.group(1)) {
          case "PRIVATE KEY" -> octets;
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> pkcs8(octets, shown);
          default ->
              throw new GeneralSecurityException(
                  keyFile
                      + " is locked with a password; unlock it with: openssl pkey -in FILE -out FILE");
        };
    return KeyFactory.getInstance(shown.getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /** RFC 5208 §5; the algorithm is the one that the certificate names for the same key. */
  private static byte[] pkcs8(byte[] key, PublicKey shown) {
    byte[] version = {2, 1, 0};
    return der(0x30, version, firstElement(shown.getEncoded()), der(4, key));
  }

  /** Of a SubjectPublicKeyInfo (RFC 5280 §4.1): its AlgorithmIdentifier. */
  private static byte[] firstElement(byte[] sequence) {
    int start = contentAt(sequence, 0);
    int content = contentAt(sequence, start);
    return Arrays.copyOfRange(sequence, start, content + length(sequence, start));
  }

  private static int contentAt(byte[] der, int element) {
    int first = der[element + 1];
    return element + 2 + (first < 0 ? first & 0x7F : 0);
  }

  private static int length(byte[] der, int element) {
    int first = der[element + 1];
    if (first >= 0) {
      return first;
    }
    int length = 0;
    for (int i = element + 2; i < contentAt(der, element); i++) {
      length = length << 8 | (der[i] & 0xFF);
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length > 0xFF) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length > 0x7F) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  private void requirePair(PrivateKey key, PublicKey shown) throws GeneralSecurityException {
    String algorithm =
        switch (shown.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> shown.getAlgorithm();
        };
    byte[] sample = Certificate.ALIAS.getBytes(ISO_8859_1);
    var signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(sample);
    byte[] signature = signer.sign();
    var verifier = Signature.getInstance(algorithm);
    verifier.initVerify(shown);
    verifier.update(sample);
    if (!verifier.verify(signature)) {
      throw new GeneralSecurityException(
          "the key does not belong to the first certificate of the chain");
    }
  }
}
