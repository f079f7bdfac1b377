package id.gerbang.core.database;

/**
 * Where PostgreSQL is and as whom to come.
 *
 * @param url {@code jdbc:postgresql://…}; two hosts with {@code targetServerType=primary} for a
 *     pair with failover
 */
public record DatabaseConfig(String url, String user, String password) {

  @Override
  public String toString() {
    return "DatabaseConfig[" + url + ", user=" + user + "]";
  }
}
