package id.gerbang.core.database;

/** The role in the database under which a service works, with its least rights. */
public enum ServiceRole {
  RADIUS("gerbang_radius"),
  BILLING("gerbang_billing");

  private final String roleName;

  ServiceRole(String roleName) {
    this.roleName = roleName;
  }

  String roleName() {
    return roleName;
  }
}
