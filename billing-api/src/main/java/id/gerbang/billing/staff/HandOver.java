package id.gerbang.billing.staff;

import java.util.List;

/**
 * What ended with somebody who was disabled, and what of theirs another is to take on.
 *
 * @param sessions that were ended
 * @param tokens that were revoked
 * @param reversals ids of payments that they asked to take back, and nobody has approved yet
 */
public record HandOver(StaffView staff, int sessions, List<String> tokens, List<Long> reversals) {}
