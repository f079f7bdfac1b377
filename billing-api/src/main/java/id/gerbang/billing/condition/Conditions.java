package id.gerbang.billing.condition;

import id.gerbang.billing.backup.LinkRefDao;
import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Audit;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.router.RouterAccess;
import id.gerbang.routeros.RouterAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Notes how things are at a customer's, by what somebody copied or by asking the router there. */
final class Conditions {

  private static final String TARGET = "google.com";
  private static final Pattern TARGETS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");
  private static final int LONGEST = 100_000;

  /** What lists of modems show beside what is asked for. */
  private static final Pattern SECRET =
      Pattern.compile("\\b(pin|password)(\\s*[=:]\\s*)(\"[^\"\\r\\n]*\"|[^\\s\"]+)");

  private final Jdbi jdbi;
  private final Clock clock;
  private final RouterAccess access;

  Conditions(Jdbi jdbi, Clock clock, RouterAccess access) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.access = access;
  }

  /** Which router is asked for which link. */
  private record Asked(long linkId, long routerId, RouterAddress address) {}

  ConditionRow pasted(Handle handle, Actor actor, long linkId, String text) {
    return keep(handle, actor, linkId, null, text);
  }

  /** No connection of the database's is held while the router is asked. */
  ConditionRow asked(Actor actor, Ref link, @Nullable Long routerId, @Nullable String target) {
    String pinged = target == null ? TARGET : target;
    if (!TARGETS.matcher(pinged).matches()) {
      throw Problem.unprocessable("target", "is an address or a name");
    }
    Asked asked = jdbi.withHandle(handle -> toAsk(handle, link, routerId));
    String text = access.ask(asked.address(), router -> AskedRouter.text(router, pinged));
    return jdbi.inTransaction(
        handle -> keep(handle, actor, asked.linkId(), asked.routerId(), text));
  }

  /** The router that is said, or else the one that the link has at the customer's. */
  private Asked toAsk(Handle handle, Ref link, @Nullable Long routerId) {
    LinkRefDao links = handle.attach(LinkRefDao.class);
    long linkId = links.id(link);
    long asked =
        Optional.ofNullable(routerId)
            .or(() -> links.customerRouter(linkId))
            .orElseThrow(
                () -> Problem.unprocessable("text", "or a router at the customer's is missing"));
    RouterAddress address =
        access
            .address(handle, asked)
            .orElseThrow(
                () -> Problem.unprocessable("routerId", "is no router whose API is entered"));
    return new Asked(linkId, asked, address);
  }

  /** The text itself, but for the secrets that may stand in it. */
  private ConditionRow keep(
      Handle handle, Actor actor, long linkId, @Nullable Long routerId, String text) {
    String kept = SECRET.matcher(text).replaceAll("$1$2…").replace("\0", "");
    ConditionRow row =
        handle
            .attach(ConditionDao.class)
            .insert(
                linkId,
                clock.instant(),
                actor.name(),
                routerId,
                kept,
                Json.text(TerminalReader.read(kept)));
    Audit.write(
        handle,
        row.at(),
        actor,
        "backup-link.condition",
        "backup-link:" + linkId,
        Map.of("condition", row.id()));
    return row;
  }

  static String checked(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      throw Problem.unprocessable("text", "has 1 to " + LONGEST + " characters");
    }
    return text;
  }
}
