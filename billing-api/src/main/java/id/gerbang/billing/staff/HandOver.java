package id.gerbang.billing.staff;

import id.gerbang.billing.money.Money;
import java.util.List;

/**
 * What ended with somebody who was disabled, and what of theirs another is to take on.
 *
 * @param sessions that were ended
 * @param tokens that were revoked
 * @param cash that they took and did not hand over
 * @param reversals ids of payments that they asked to take back, and nobody has approved yet
 */
public record HandOver(
    StaffView staff, int sessions, List<String> tokens, Money cash, List<Long> reversals) {}
