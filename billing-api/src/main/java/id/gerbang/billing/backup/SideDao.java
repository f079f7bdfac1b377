package id.gerbang.billing.backup;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What became of links' sides. */
public interface SideDao {

  /** The provider edge's part is of whichever branch of the VLAN has it. */
  @SqlQuery(
      """
      SELECT l.id AS link_id, s.side, s.router_id, s.made_of, s.made_at, s.made_by, s.made_how, s.made_note,
             s.undone_at, s.undone_by, s.undone_how, s.undone_note
      FROM backup_link l
      JOIN LATERAL (
        SELECT h.* FROM backup_link_side h WHERE h.link_id = l.id AND h.side <> 'upe'
        UNION ALL
        (SELECT e.*
         FROM backup_link o
         JOIN backup_link_side e ON e.link_id = o.id AND e.side = 'upe'
         WHERE o.pop_id = l.pop_id AND o.vlan = l.vlan AND (o.id = l.id OR o.archived_at IS NULL AND l.archived_at IS NULL)
         ORDER BY e.undone_at DESC NULLS FIRST, e.made_at DESC
         LIMIT 1)) s ON true
      WHERE l.id = ANY(:links)""")
  @RegisterConstructorMapper(SideRow.class)
  List<SideRow> of(long[] links);

  @SqlUpdate(
      """
      INSERT INTO backup_link_side (link_id, side, router_id, made_of, made_at, made_by, made_how, made_note)
      VALUES (:link, :side, :routerId, :madeOf, :now, :by, :how, :note)
      ON CONFLICT (link_id, side) DO UPDATE
      SET router_id = excluded.router_id, made_of = excluded.made_of, made_at = excluded.made_at,
          made_by = excluded.made_by, made_how = excluded.made_how, made_note = excluded.made_note,
          undone_at = NULL, undone_by = NULL, undone_how = NULL, undone_note = NULL""")
  void made(
      long link,
      String side,
      @Nullable Long routerId,
      String madeOf,
      Instant now,
      String by,
      String how,
      @Nullable String note);

  @SqlUpdate(
      """
      UPDATE backup_link_side
      SET undone_at = :now, undone_by = :by, undone_how = :how, undone_note = :note
      WHERE link_id = :link AND side = :side AND undone_at IS NULL""")
  void undone(long link, String side, Instant now, String by, String how, @Nullable String note);

  /** Other branches of the VLAN go on: the provider edge's part is one of theirs now. */
  @SqlUpdate(
      """
      UPDATE backup_link_side s SET link_id = :to
      WHERE s.link_id = :from AND s.side = 'upe'
        AND NOT EXISTS (SELECT FROM backup_link_side o WHERE o.link_id = :to AND o.side = 'upe')""")
  void handOverEdge(long from, long to);
}
