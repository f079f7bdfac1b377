package id.gerbang.billing.past;

import java.time.Instant;

/**
 * What an account used in another system that does not tell its sessions.
 *
 * @param account by which its customer is known here: the external id
 * @param seenAt when it was last online: by then all of it was used
 * @param inputOctets from the customer, since a time that is not told
 */
public record PastCounter(
    String account, String username, Instant seenAt, long inputOctets, long outputOctets) {}
