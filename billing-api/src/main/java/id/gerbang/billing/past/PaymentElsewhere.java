package id.gerbang.billing.past;

import id.gerbang.billing.money.Money;
import java.time.Instant;

/**
 * A payment that another system took: no part of any balance here.
 *
 * @param method in that system's words; may be empty
 * @param profile what was bought there; may be empty
 */
public record PaymentElsewhere(Instant at, Money amount, String method, String profile) {}
