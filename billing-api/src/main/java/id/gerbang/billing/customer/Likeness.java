package id.gerbang.billing.customer;

import id.gerbang.billing.http.Problem;
import id.gerbang.billing.subscription.CreateSubscription;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
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
    return handle.attach(LikenessDao.class).alike(this);
  }

  /**
   * Looks for them, each way by its own index, and then only at those (OFFSET 0): on a table that
   * grows faster than it is analysed, the planner would ask about each customer instead.
   */
  public interface LikenessDao {

    @SqlQuery(
        """
        SELECT c.id, c.number, c.name, c.phone, c.address, found.alike
        FROM (
          SELECT id, array_agg(DISTINCT by ORDER BY by) AS alike
          FROM (
            SELECT id, 'phone' AS by FROM customer WHERE phone = :phone
            UNION ALL
            SELECT id, 'phone' FROM customer
            WHERE archived_at IS NULL AND contacts <> '[]'
              AND contacts @> jsonb_build_array(jsonb_build_object('phone', CAST(:phone AS text)))
            UNION ALL
            SELECT id, 'name and address' FROM customer
            WHERE archived_at IS NULL AND folded(name) = folded(:name) AND folded(address) = folded(:address)
            UNION ALL
            SELECT customer_id, 'username' FROM subscription
            WHERE archived_at IS NULL AND folded(username) = folded(:username)) each
          GROUP BY id) found
        CROSS JOIN LATERAL (
          SELECT id, number, name, phone, address FROM customer
          WHERE id = found.id AND archived_at IS NULL AND id <> :except
          OFFSET 0) c
        ORDER BY c.id
        LIMIT 20
        """)
    @RegisterConstructorMapper(LikeView.class)
    List<LikeView> alike(@BindMethods Likeness likeness);
  }
}
