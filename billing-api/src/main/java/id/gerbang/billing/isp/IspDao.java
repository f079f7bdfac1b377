package id.gerbang.billing.isp;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The ISP's own SQL. */
public interface IspDao {

  @SqlQuery(
      """
      SELECT coalesce(value ->> 'name', '') AS name, coalesce(value ->> 'address', '') AS address,
             coalesce(value ->> 'phone', '') AS phone, coalesce(value ->> 'npwp', '') AS npwp,
             coalesce(value ->> 'paymentInstructions', '') AS payment_instructions
      FROM setting WHERE name = 'isp'""")
  @RegisterConstructorMapper(IspProfile.class)
  Optional<IspProfile> find();

  @SqlUpdate(
      """
      INSERT INTO setting (name, value, updated_at)
      VALUES ('isp', jsonb_build_object('name', :name, 'address', :address, 'phone', :phone, 'npwp', :npwp,
                                        'paymentInstructions', :paymentInstructions), :now)
      ON CONFLICT (name) DO UPDATE SET value = setting.value || excluded.value, updated_at = excluded.updated_at""")
  void save(@BindMethods IspProfile profile, Instant now);

  @SqlQuery("SELECT png FROM isp_logo")
  Optional<byte[]> logo();

  @SqlQuery("SELECT EXISTS (SELECT FROM isp_logo)")
  boolean hasLogo();

  @SqlUpdate(
      """
      INSERT INTO isp_logo (png, updated_at) VALUES (:png, :now)
      ON CONFLICT (singleton) DO UPDATE SET png = excluded.png, updated_at = excluded.updated_at""")
  void saveLogo(byte[] png, Instant now);

  @SqlUpdate("DELETE FROM isp_logo")
  void deleteLogo();

  default IspProfile profile() {
    return find().orElse(IspProfile.NONE);
  }
}
