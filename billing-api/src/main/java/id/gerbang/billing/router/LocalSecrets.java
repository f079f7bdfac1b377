package id.gerbang.billing.router;

import java.util.List;

/**
 * Usernames of subscriptions that a router has as local secrets too.
 *
 * @param ofAll whether all subscriptions were looked at; whoever is limited to areas sees theirs
 */
record LocalSecrets(List<String> hiding, boolean ofAll) {}
