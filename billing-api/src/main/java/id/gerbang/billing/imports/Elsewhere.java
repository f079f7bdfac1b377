package id.gerbang.billing.imports;

import id.gerbang.billing.grant.AttributeField;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another system answers an account that logs in there, as it is kept.
 *
 * @param until after which it is refused there; null: never, or nobody tells when
 * @param attributes by their names and texts
 */
public record Elsewhere(@Nullable Instant until, List<AttributeField> attributes) {}
