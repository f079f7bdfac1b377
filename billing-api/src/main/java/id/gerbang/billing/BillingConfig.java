package id.gerbang.billing;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.core.seal.Sealer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * What the billing service needs to know before it starts.
 *
 * @param zone the ISP's: where a day begins
 * @param language of words for people, unless they ask for another
 * @param dictionary names the attributes that a plan or a subscription may add
 * @param auditHead the file outside the database that notes how far the audit's chain has come;
 *     empty: none does
 * @param routerLooks how often each router that has an API is looked at
 * @param sessionMonths how long past sessions are kept, beside the month that goes on; 0: for ever
 */
public record BillingConfig(
    DatabaseConfig database,
    Sealer sealer,
    ZoneId zone,
    Locale language,
    HttpConfig http,
    Dictionary dictionary,
    Optional<Path> auditHead,
    Duration routerLooks,
    int sessionMonths) {}
