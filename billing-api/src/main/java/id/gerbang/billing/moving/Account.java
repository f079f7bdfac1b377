package id.gerbang.billing.moving;

import id.gerbang.billing.grant.AttributeField;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.http.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One login of another system.
 *
 * @param id by which it is known again when it is taken in once more
 * @param password empty: it is not told, or can't be carried
 * @param service as a subscription names it; empty: it is not told
 * @param tariff what its plan is called there
 * @param reply attributes of its own and of its group, which its logins are answered with
 * @param sessions at once; empty: as many as they like
 * @param macs of the devices that alone may log in; none: any
 * @param firstMac whether the first device that logs in is the only one from then on
 * @param losses what it has that is not here, in words
 * @param leftOut why it is not to be made, though nothing is wrong with it
 */
record Account(
    String id,
    String username,
    Optional<Secret> password,
    Person person,
    Optional<String> service,
    String tariff,
    List<AttributeField> reply,
    Optional<Integer> sessions,
    List<String> macs,
    boolean firstMac,
    Term term,
    Map<Loss, String> losses,
    Optional<FieldError> leftOut,
    List<String> notes) {

  /** Who has it, as far as it is told. */
  record Person(
      String name,
      Optional<String> phone,
      Optional<String> email,
      Optional<String> address,
      Optional<String> area) {

    static Person named(String name) {
      return new Person(
          name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** How long it may log in. */
  sealed interface Term {

    /** Without an end: it is billed afterwards. */
    record Open() implements Term {}

    record Until(Instant end) implements Term {}

    /** For a period of its plan, once it logs in for the first time. */
    record FromFirstLogin() implements Term {}

    /** It ends, and nobody tells when. */
    record Unknown() implements Term {}
  }
}
