package id.gerbang.billing.router;

import java.util.List;

/**
 * What was moved from one router to another.
 *
 * @param backupLinks their ids: their scripts are to be applied on the other router
 * @param subscriptions how many belong to the other router now; open sessions go on
 */
public record MovedRouter(long from, long to, List<Long> backupLinks, int subscriptions) {}
