package id.gerbang.billing.backup;

import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Backup links as they are to be. */
@RegisterConstructorMapper(LinkFacts.class)
public interface LinkFactsDao {

  @SqlQuery(
      """
      SELECT l.id, l.customer_id, l.subscription_id, l.vlan, l.branch, host(p.address) AS pop_host, p.sstp_port, l.pop_vlan_interface,
             l.customer_interface, host(p.inner_local) AS inner_local, host(l.inner_remote) AS inner_remote, s.username
      FROM backup_link l
      JOIN pop p ON p.id = l.pop_id
      JOIN subscription s ON s.id = l.subscription_id
      WHERE l.id = :id
      """)
  LinkFacts byId(@Bind("id") long id);
}
