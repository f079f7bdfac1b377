package id.gerbang.app.bras;

/** Gives out session ids, counted from 1 after each boot. */
final class SessionIds {

  private static final int BOOT_DIGITS = 16;

  private int bootDigit;
  private int count;

  synchronized SessionId next() {
    count++;
    return new SessionId(bootDigit, count);
  }

  synchronized int bootDigit() {
    return bootDigit;
  }

  synchronized void boot(int newBootDigit) {
    bootDigit = Math.floorMod(newBootDigit, BOOT_DIGITS);
    count = 0;
  }
}
