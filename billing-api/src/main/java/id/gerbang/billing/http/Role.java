package id.gerbang.billing.http;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person or token may do; each resource method says which roles it lets in. */
public enum Role {
  OWNER,
  /** Customers and all that concerns their money. */
  BILLING,
  /** Takes cash at the door. */
  COLLECTOR,
  /** Routers, and what a subscription is on the network. */
  TECHNICIAN,
  /** Answers the telephone: looks things up, and disconnects. */
  HELPDESK,
  /** Sees everything and changes nothing. */
  AUDITOR;

  /** As in the contract and the API: lower case. */
  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
