package id.gerbang.radius.auth;

/** The ways in which an Access-Request proves a password. */
public enum Method {
  PAP,
  CHAP,
  MS_CHAP_V1,
  MS_CHAP_V2
}
