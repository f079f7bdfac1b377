package id.gerbang.billing.customer;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.subscription.CreateSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/**
 * By what one customer is taken for another: the same phone (also of a contact), the same name and
 * address, or the same username, however they are written.
 */
public record Likeness(
    @Nullable String phone,
    @Nullable String name,
    @Nullable String address,
    @Nullable String username,
    long except) {

  private static final int NAMED = 3;

  /** Somebody much alike. */
  public record LikeView(
      long id,
      String number,
      String name,
      @Nullable String phone,
      @Nullable String address,
      List<String> alike) {

    private String words() {
      return "%s %s (%s)".formatted(number, name, String.join(", ", alike));
    }
  }

  public static Likeness of(
      @Nullable String phone,
      @Nullable String name,
      @Nullable String address,
      @Nullable String username) {
    return new Likeness(
        Optional.ofNullable(phone).flatMap(Phone::normalise).orElse(null),
        name,
        address,
        username,
        -1);
  }

  /** Refuses a customer who is there already, unless that was confirmed. */
  static void requireNone(Handle handle, SaveCustomer customer, long except) {
    CreateSubscription subscription = customer.subscription();
    Likeness likeness =
        new Likeness(
            customer.phone(),
            customer.name(),
            customer.address(),
            subscription == null ? null : subscription.username(),
            except);
    List<LikeView> alike = likeness.find(handle);
    if (!alike.isEmpty()) {
      throw Problem.conflict(
          "confirmDuplicate",
          alike.stream().limit(NAMED).map(LikeView::words).collect(Collectors.joining(", "))
              + " looks the same; if this is another, send true");
    }
  }

  public List<LikeView> find(Handle handle) {
    return find(handle, List.of(this)).get(0);
  }

  /** Who is there already and looks the same as each, in one question. */
  public static List<List<LikeView>> find(Handle handle, List<Likeness> sought) {
    List<List<LikeView>> found = new ArrayList<>();
    sought.forEach(it -> found.add(new ArrayList<>()));
    handle
        .attach(LikenessDao.class)
        .alike(
            texts(sought, Likeness::phone),
            texts(sought, Likeness::name),
            texts(sought, Likeness::address),
            texts(sought, Likeness::username),
            sought.stream().mapToLong(Likeness::except).toArray())
        .forEach(it -> found.get(it.n() - 1).add(it.like()));
    return found;
  }

  /** Each as it is compared with the others: two that are written otherwise may be the same. */
  public static List<Likeness> folded(Handle handle, List<Likeness> written) {
    return handle
        .attach(LikenessDao.class)
        .folded(
            texts(written, Likeness::phone),
            texts(written, Likeness::name),
            texts(written, Likeness::address),
            texts(written, Likeness::username));
  }

  private static @Nullable String[] texts(
      List<Likeness> of, Function<Likeness, @Nullable String> text) {
    return of.stream().map(text).toArray(String[]::new);
  }

  /** One of those who are alike to the n-th of those asked about, from 1 on. */
  public record Found(int n, @Nested LikeView like) {}

  /**
   * Looks for them, each way by its own index, and then only at those (OFFSET 0): on a table that
   * grows faster than it is analysed, the planner would ask about each customer instead.
   */
  public interface LikenessDao {

    @SqlQuery(
        """
        SELECT w.n, l.id, l.number, l.name, l.phone, l.address, l.alike
        FROM unnest(CAST(:phones AS text[]), CAST(:names AS text[]), CAST(:addresses AS text[]), CAST(:usernames AS text[]),
                    CAST(:except AS bigint[])) WITH ORDINALITY AS w (phone, name, address, username, self, n)
        CROSS JOIN LATERAL (
          SELECT c.id, c.number, c.name, c.phone, c.address, found.alike
          FROM (
            SELECT id, array_agg(DISTINCT by ORDER BY by) AS alike
            FROM (
              SELECT id, 'phone' AS by FROM customer WHERE phone = w.phone
              UNION ALL
              SELECT id, 'phone' FROM customer
              WHERE archived_at IS NULL AND contacts <> '[]'
                AND contacts @> jsonb_build_array(jsonb_build_object('phone', w.phone))
              UNION ALL
              SELECT id, 'name and address' FROM customer
              WHERE archived_at IS NULL AND folded(name) = folded(w.name) AND folded(address) = folded(w.address)
              UNION ALL
              SELECT customer_id, 'username' FROM subscription
              WHERE archived_at IS NULL AND folded(username) = folded(w.username)) each
            GROUP BY id) found
          CROSS JOIN LATERAL (
            SELECT id, number, name, phone, address FROM customer
            WHERE id = found.id AND archived_at IS NULL AND id <> w.self
            OFFSET 0) c
          ORDER BY c.id
          LIMIT 20) l
        ORDER BY w.n, l.id
        """)
    @RegisterConstructorMapper(Found.class)
    List<Found> alike(
        @Bind("phones") @Nullable String[] phones,
        @Bind("names") @Nullable String[] names,
        @Bind("addresses") @Nullable String[] addresses,
        @Bind("usernames") @Nullable String[] usernames,
        @Bind("except") long[] except);

    /** A username by the letters of its own column. */
    @SqlQuery(
        """
        SELECT phone, folded(name) AS name, folded(address) AS address, folded(username COLLATE "C") AS username, CAST(-1 AS bigint) AS except
        FROM unnest(CAST(:phones AS text[]), CAST(:names AS text[]), CAST(:addresses AS text[]), CAST(:usernames AS text[]))
          WITH ORDINALITY AS w (phone, name, address, username, n)
        ORDER BY n
        """)
    @RegisterConstructorMapper(Likeness.class)
    List<Likeness> folded(
        @Bind("phones") @Nullable String[] phones,
        @Bind("names") @Nullable String[] names,
        @Bind("addresses") @Nullable String[] addresses,
        @Bind("usernames") @Nullable String[] usernames);
  }
}
