package id.gerbang.radius.reply;

import static org.assertj.core.api.Assertions.assertThat;

import id.gerbang.core.access.AccessPolicy;
import id.gerbang.core.access.Decision;
import id.gerbang.core.access.Grant;
import id.gerbang.core.access.Reason;
import id.gerbang.core.session.Granted;
import id.gerbang.radius.subscriber.DirectoryFixture;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownGrantsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final KnownGrants grants = new KnownGrants();

  @Test
  void what_a_plans_subscribers_are_granted_is_computed_once() {
    KnownGrants.Known first = grants.of(accept(Reason.ACTIVE, Optional.empty()));
    assertThat(grants.of(accept(Reason.ACTIVE, Optional.empty()))).isSameAs(first);
    assertThat(first.words()).isEqualTo("rate=5M/10M list=aktif");
  }

  @Test
  void of_more_grants_than_there_are_places_none_is_taken_for_another() {
    for (int i = 0; i < 20_000; i++) {
      Optional<Instant> end = Optional.of(NOON.plusSeconds(i));
      for (Reason reason : new Reason[] {Reason.ACTIVE, Reason.GRACE}) {
        Decision.Accept accept = accept(reason, end);
        assertThat(grants.of(accept).granted())
            .isEqualTo(Granted.of(reason, accept.grant()).text());
      }
    }
  }

  private static Decision.Accept accept(Reason reason, Optional<Instant> end) {
    Grant grant = AccessPolicy.ordinary(DirectoryFixture.budi(Optional.empty(), end));
    return new Decision.Accept(reason, grant, end);
  }
}
