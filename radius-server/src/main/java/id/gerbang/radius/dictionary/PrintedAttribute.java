package id.gerbang.radius.dictionary;

/** An attribute of a packet as people read it: {@code Acct-Status-Type = Start}. */
public record PrintedAttribute(String name, String value) {
  @Override
  public String toString() {
    return name + " = " + value;
  }
}
