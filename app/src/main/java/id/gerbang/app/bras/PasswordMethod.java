package id.gerbang.app.bras;

/** How a modem proves its password to the router. */
public enum PasswordMethod {
  PAP,
  CHAP,
  MSCHAPV1,
  MSCHAPV2
}
