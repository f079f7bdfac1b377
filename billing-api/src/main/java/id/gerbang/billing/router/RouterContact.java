package id.gerbang.billing.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a router is reached over its API.
 *
 * @param state {@code reached} or {@code unreachable}, {@code since} when
 * @param why what kept it from telling all at the last look; null: nothing did
 */
public record RouterContact(String state, Instant since, @Nullable String why, Instant lookedAt) {}
