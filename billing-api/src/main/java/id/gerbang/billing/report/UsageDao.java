package id.gerbang.billing.report;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Use by day and month. */
@RegisterConstructorMapper(UsageView.class)
public interface UsageDao {

  /** Who used anything in these days, in the order of names: a walk along indexes. */
  @SqlQuery(
      """
      SELECT username FROM (
        (SELECT DISTINCT username FROM session_day WHERE day BETWEEN :from AND :to AND username > :after ORDER BY username LIMIT :rows)
        UNION
        (SELECT DISTINCT username FROM usage_day_archive WHERE day BETWEEN :from AND :to AND username > :after ORDER BY username LIMIT :rows)
        UNION
        (SELECT DISTINCT username FROM usage_elsewhere WHERE day BETWEEN :from AND :to AND username > :after ORDER BY username LIMIT :rows)) u
      ORDER BY username
      LIMIT :rows
      """)
  List<String> users(
      @Bind("from") LocalDate from,
      @Bind("to") LocalDate to,
      @Bind("after") String after,
      @Bind("rows") int rows);

  @SqlQuery(
      """
      SELECT CASE WHEN subscriber_id = CAST(:subscription AS bigint) THEN (CAST(:usernames AS text[]))[1] ELSE username END AS username,
             subscriber_id AS subscription_id, date_trunc(:period, day::timestamp)::date AS day,
             least(sum(input_octets), 9223372036854775807)::bigint AS input_octets, least(sum(output_octets), 9223372036854775807)::bigint AS output_octets,
             least(sum(upload_octets), 9223372036854775807)::bigint AS upload_octets, least(sum(download_octets), 9223372036854775807)::bigint AS download_octets
      FROM report.usage_day
      WHERE
      """
          + Names.CONDITION
          + """
        AND day BETWEEN :from AND :to
        AND (CAST(:router AS text) IS NULL
             OR router_id IN (SELECT id FROM router WHERE name = :router OR id::text = :router))
      GROUP BY 1, 2, 3
      ORDER BY 1, 3 DESC, 2
      """)
  List<UsageView> usage(
      @BindMethods Names names,
      @Bind("router") @Nullable String router,
      @Bind("period") String period,
      @Bind("from") LocalDate from,
      @Bind("to") LocalDate to);
}
