package id.gerbang.radius.converge;

/**
 * How a session is named to its router (RFC 5176 §3): by User-Name, Acct-Session-Id and
 * Framed-IP-Address, and what else the router has turned out to want.
 *
 * @param nasAddress NAS-IP-Address as the router reported it; left out once it said that it is
 *     another
 * @param station Calling-Station-Id too, once it said that something is missing
 */
record Naming(boolean nasAddress, boolean station) {

  static final Naming USUAL = new Naming(true, false);

  Naming withoutNasAddress() {
    return new Naming(false, station);
  }

  Naming withStation() {
    return new Naming(nasAddress, true);
  }
}
