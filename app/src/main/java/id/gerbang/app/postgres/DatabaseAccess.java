package id.gerbang.app.postgres;

/**
 * Where the database answers, and the two logins to it: the owner migrates, the service does
 * everything else.
 */
public record DatabaseAccess(String url, Login owner, Login service) {

  /** A user of the database and its password, which never prints. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user + ":(hidden)";
    }
  }
}
