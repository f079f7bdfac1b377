package id.gerbang.billing.imports;

import id.gerbang.billing.customer.Likeness;
import id.gerbang.billing.customer.Likeness.LikeView;
import id.gerbang.billing.customer.SaveCustomer;
import id.gerbang.billing.http.FieldError;
import id.gerbang.billing.imports.ImportDao.KnownElsewhere;
import id.gerbang.billing.subscription.CreateSubscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file that are somebody already: a customer who has their {@link Likeness} or
 * external id, looked up for all of them at once, or an earlier one of them that is made.
 */
final class Duplicates {

  private static final String EXTERNAL_ID = "external id";
  private static final String NAME_AND_ADDRESS = "name and address";
  private static final String PHONE = "phone";
  private static final String USERNAME = "username";

  /** A way in which two are alike, and what they have in common then. */
  private record Key(String way, List<String> values) {}

  /** One row, with who was there before these. */
  private record Row(int number, @Nullable Key externalId, List<Key> keys, List<Other> there) {}

  /** Somebody who is alike. */
  private record Other(String who, List<String> ways) {

    static Other of(LikeView like, Map<Long, Integer> before) {
      Integer row = before.get(like.id());
      return row == null
          ? new Other(like.number() + " " + like.name(), like.alike())
          : of(row, like.alike());
    }

    static Other of(int row, List<String> ways) {
      return new Other("row " + row + " of this file", ways);
    }

    boolean byUsernameAlone() {
      return ways.equals(List.of(USERNAME));
    }

    FieldError error() {
      Target field =
          ways.contains(EXTERNAL_ID)
              ? Target.EXTERNAL_ID
              : ways.contains(PHONE)
                  ? Target.PHONE
                  : byUsernameAlone() ? Target.USERNAME : Target.NAME;
      return new FieldError(
          field.key(), "%s (%s) is there already".formatted(who, String.join(", ", ways)));
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Map<Key, Row> made = new HashMap<>();

  /**
   * @param customers that rows ask for
   * @param numbers of those rows
   * @param before the rows of customers that were made of this file before
   */
  Duplicates(
      Handle handle,
      List<SaveCustomer> customers,
      List<Integer> numbers,
      Map<Long, Integer> before) {
    List<Likeness> sought = customers.stream().map(Duplicates::likeness).toList();
    List<Likeness> folded = Likeness.folded(handle, sought);
    List<List<LikeView>> found = Likeness.find(handle, sought);
    Map<String, LikeView> known = known(handle, customers);
    for (int i = 0; i < customers.size(); i++) {
      String externalId = customers.get(i).externalId();
      Key key = externalId == null ? null : new Key(EXTERNAL_ID, List.of(externalId));
      List<Other> there =
          Stream.concat(
                  Stream.ofNullable(externalId == null ? null : known.get(externalId)),
                  found.get(i).stream())
              .map(like -> Other.of(like, before))
              .toList();
      rows.add(new Row(numbers.get(i), key, keys(folded.get(i)), there));
    }
  }

  private static Map<String, LikeView> known(Handle handle, List<SaveCustomer> customers) {
    String[] externalIds =
        customers.stream()
            .map(SaveCustomer::externalId)
            .filter(Objects::nonNull)
            .toArray(String[]::new);
    return handle.attach(ImportDao.class).withExternalIds(externalIds).stream()
        .collect(Collectors.toMap(KnownElsewhere::externalId, KnownElsewhere::customer));
  }

  private static Likeness likeness(SaveCustomer customer) {
    CreateSubscription subscription = customer.subscription();
    return Likeness.of(
        customer.phone(),
        customer.name(),
        customer.address(),
        subscription == null ? null : subscription.username());
  }

  private static List<Key> keys(Likeness folded) {
    return Stream.of(
            key(NAME_AND_ADDRESS, folded.name(), folded.address()),
            key(PHONE, folded.phone()),
            key(USERNAME, folded.username()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Key> key(String way, @Nullable String... values) {
    return Stream.of(values).allMatch(Objects::nonNull)
        ? Optional.of(new Key(way, List.of(values)))
        : Optional.empty();
  }

  /** The i-th is made: later ones may be taken for it. */
  void isMade(int i) {
    Row row = rows.get(i);
    row.keys().forEach(key -> made.putIfAbsent(key, row));
    if (row.externalId() != null) {
      made.putIfAbsent(row.externalId(), row);
    }
  }

  /** Who has the external id of the i-th, or looks the same, by more than a username if any. */
  Optional<FieldError> same(int i) {
    Row row = rows.get(i);
    Row named = row.externalId() == null ? null : made.get(row.externalId());
    if (named != null) {
      return Optional.of(Other.of(named.number(), List.of(EXTERNAL_ID)).error());
    }
    return Stream.concat(row.there().stream(), among(row))
        .min(Comparator.comparing(Other::byUsernameAlone))
        .map(Other::error);
  }

  private Stream<Other> among(Row row) {
    SortedMap<Integer, Other> earlier = new TreeMap<>();
    for (Key key : row.keys()) {
      Row other = made.get(key);
      if (other != null) {
        List<String> ways =
            row.keys().stream().filter(other.keys()::contains).map(Key::way).toList();
        earlier.put(other.number(), Other.of(other.number(), ways));
      }
    }
    return earlier.values().stream();
  }
}
