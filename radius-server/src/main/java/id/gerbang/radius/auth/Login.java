package id.gerbang.radius.auth;

import id.gerbang.radius.packet.Attribute;
import id.gerbang.radius.packet.Microsoft;
import id.gerbang.radius.packet.RequestWriter;
import id.gerbang.radius.packet.Secret;
import java.security.SecureRandom;

/**
 * The client's side of a login: the name and the proof of a password in an Access-Request of our
 * own, for trying out a server.
 */
public final class Login {
  private static final byte CHAP_IDENTIFIER = 1;

  private final byte[] userName;
  private final Password password;
  private final SecureRandom random;

  public Login(byte[] userName, Password password, SecureRandom random) {
    this.userName = userName.clone();
    this.password = password;
    this.random = random;
  }

  public RequestWriter addTo(RequestWriter request, Method method, Secret secret) {
    request.octets(Attribute.USER_NAME, userName);
    return switch (method) {
      case PAP -> request.userPassword(password.clear(), secret);
      case CHAP -> addChap(request);
      case MS_CHAP_V1 -> addMsChapV1(request);
      case MS_CHAP_V2 -> addMsChapV2(request);
    };
  }

  private RequestWriter addChap(RequestWriter request) {
    byte[] challenge = random(16);
    byte[] response = Chap.response(CHAP_IDENTIFIER, password, challenge);
    byte[] value = new byte[1 + response.length];
    value[0] = CHAP_IDENTIFIER;
    System.arraycopy(response, 0, value, 1, response.length);
    return request
        .octets(Attribute.CHAP_CHALLENGE, challenge)
        .octets(Attribute.CHAP_PASSWORD, value);
  }

  private RequestWriter addMsChapV1(RequestWriter request) {
    byte[] challenge = random(MsChapV1.CHALLENGE_SIZE);
    byte[] response = response(Des.challengeResponse(password.ntHash(), challenge));
    response[1] = 1;
    return request
        .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_CHALLENGE, challenge)
        .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_RESPONSE, response);
  }

  private RequestWriter addMsChapV2(RequestWriter request) {
    byte[] challenge = random(MsChapV2.CHALLENGE_SIZE);
    byte[] peerChallenge = random(MsChapV2.CHALLENGE_SIZE);
    byte[] hash =
        MsChapV2Formulas.ofThread().challengeHash(peerChallenge, 0, challenge, userName, 0);
    byte[] response = response(Des.challengeResponse(password.ntHash(), hash));
    System.arraycopy(peerChallenge, 0, response, 2, peerChallenge.length);
    return request
        .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP_CHALLENGE, challenge)
        .vendorOctets(Microsoft.VENDOR, Microsoft.MS_CHAP2_RESPONSE, response);
  }

  private static byte[] response(byte[] ntResponse) {
    byte[] response = new byte[MsChap.RESPONSE_SIZE];
    response[0] = CHAP_IDENTIFIER;
    System.arraycopy(ntResponse, 0, response, MsChap.NT_RESPONSE_AT, ntResponse.length);
    return response;
  }

  private byte[] random(int size) {
    byte[] octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }
}
