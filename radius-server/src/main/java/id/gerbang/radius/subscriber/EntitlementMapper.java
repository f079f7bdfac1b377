package id.gerbang.radius.subscriber;

import id.gerbang.core.access.Entitlement;
import id.gerbang.core.access.Entitlement.ExtraAttribute;
import id.gerbang.core.database.EntitlementRow;
import id.gerbang.core.database.Recurring;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.dictionary.ReplyAttributes;
import id.gerbang.core.seal.SealException;
import id.gerbang.core.seal.Sealer;
import id.gerbang.radius.auth.Password;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a row of the view {@code entitlement}, unseals its password and encodes its attributes. A
 * row that does not unseal, or whose rate makes no sense, is nobody's who could log in, and must
 * not keep the others out. One thread.
 */
final class EntitlementMapper implements RowMapper<EntitlementMapper.Read> {

  private static final Logger log = LoggerFactory.getLogger(EntitlementMapper.class);

  private final Sealer sealer;
  private final Dictionary dictionary;
  private final Recurring plans = new Recurring();

  /**
   * A row of the view.
   *
   * @param subscriber empty when it can't be read
   */
  record Read(long subscriberId, Optional<Subscriber> subscriber) {

    void into(SubscriberDirectory directory) {
      subscriber.ifPresentOrElse(directory::put, () -> directory.putUnreadable(subscriberId));
    }
  }

  EntitlementMapper(Sealer sealer, Dictionary dictionary) {
    this.sealer = sealer;
    this.dictionary = dictionary;
  }

  @Override
  public Read map(ResultSet row, StatementContext context) throws SQLException {
    long id = row.getLong("subscriber_id");
    try {
      byte[] clear =
          sealer.open(row.getBytes("password_sealed"), "subscription:" + id + ":password");
      return new Read(
          id,
          Optional.of(
              new Subscriber(encoded(EntitlementRow.read(row, plans)), Password.of(clear))));
    } catch (SealException | IllegalArgumentException e) {
      log.error("subscriber {} can't log in: {}", id, e.getMessage());
      return new Read(id, Optional.empty());
    }
  }

  /** With its attributes in octets; one that can't be sent is left out and does no other harm. */
  private Entitlement encoded(Entitlement entitlement) {
    return entitlement.attributes().isEmpty()
        ? entitlement
        : entitlement.with(
            plans.one(
                entitlement.attributes().stream()
                    .flatMap(attribute -> encoded(entitlement.subscriberId(), attribute).stream())
                    .toList()));
  }

  private Optional<ExtraAttribute> encoded(long subscriberId, ExtraAttribute attribute) {
    try {
      return Optional.of(
          new ExtraAttribute(
              attribute.name(),
              attribute.value(),
              Optional.of(
                  ReplyAttributes.encode(dictionary, attribute.name(), attribute.value()))));
    } catch (IllegalArgumentException e) {
      log.warn(
          "subscriber {} goes without {}: it {}", subscriberId, attribute.name(), e.getMessage());
      return Optional.empty();
    }
  }
}
