package id.gerbang.billing.http;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who does something, as the audit names it.
 *
 * @param name such as {@code token:kasir}, {@code staff:budi}, {@code cli}
 * @param reach what is there for them
 * @param staffId the person: of a session, who signed in; of a token, whose it is; null: nobody's
 */
public record Actor(String name, Role role, Reach reach, @Nullable Long staffId)
    implements Principal {

  /** Somebody who sees all of the ISP. */
  public Actor(String name, Role role) {
    this(name, role, Reach.EVERYTHING, null);
  }

  /** The command line: whoever may run it on the server owns the installation. */
  public static final Actor COMMAND_LINE = new Actor("cli", Role.OWNER);

  /** The service itself, when time alone brings something about. */
  public static final Actor SYSTEM = new Actor("system", Role.OWNER);

  /** Whoever has an invoice's payment link; no member of staff, so with no right but to pay. */
  public static final Actor PAYER = new Actor("payment-link", Role.AUDITOR);

  @Override
  public String getName() {
    return name;
  }
}
