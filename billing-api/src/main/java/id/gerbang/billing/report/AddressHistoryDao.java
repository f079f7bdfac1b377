package id.gerbang.billing.report;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Who had an address: by an index of each month's partition, whatever the number of sessions. */
@RegisterConstructorMapper(AddressHolder.class)
public interface AddressHistoryDao {

  String HOLDERS =
      """
      SELECT id AS session_id, username, subscriber_id AS subscription_id, router, acct_session_id, calling_station_id,
             host(framed_ip) AS framed_ip, framed_ipv6_prefix::text AS framed_ipv6_prefix,
             delegated_ipv6_prefix::text AS delegated_ipv6_prefix,
             started_at AS since, stopped_at AS until, close_guessed AS end_guessed
      FROM report.session
      WHERE started_at <= :latest AND (stopped_at IS NULL OR stopped_at >= :earliest)
      """;

  String NEWEST =
      """
      ORDER BY started_at DESC, id DESC
      LIMIT :rows
      """;

  @SqlQuery(HOLDERS + "AND framed_ip = CAST(:address AS inet)\n" + NEWEST)
  List<AddressHolder> ofIpv4(
      @Bind("address") String address,
      @Bind("earliest") Instant earliest,
      @Bind("latest") Instant latest,
      @Bind("rows") int rows);

  @SqlQuery(
      HOLDERS
          + "AND (framed_ipv6_prefix >>= CAST(:address AS inet) OR delegated_ipv6_prefix >>= CAST(:address AS inet))\n"
          + NEWEST)
  List<AddressHolder> ofIpv6(
      @Bind("address") String address,
      @Bind("earliest") Instant earliest,
      @Bind("latest") Instant latest,
      @Bind("rows") int rows);
}
