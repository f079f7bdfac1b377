package id.gerbang.radius;

import id.gerbang.core.database.DatabaseConfig;
import id.gerbang.core.dictionary.Dictionary;
import id.gerbang.radius.accounting.Retention;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * What the RADIUS service is started with.
 *
 * @param address where both ports listen; a wildcard for all
 * @param authPort UDP; 0 takes a free one
 * @param acctPort UDP; 0 takes a free one
 * @param coaAddress where CoA leaves from; of a wildcard, the one that each router asked
 * @param data the directory that holds the journal
 * @param actsPerSecond CoA and Disconnect requests to one router, at most
 * @param zone the ISP's: where days of usage begin
 * @param dictionary names the attributes that grants add
 * @param retention how long the past is kept
 */
public record RadiusConfig(
    DatabaseConfig database,
    InetAddress address,
    int authPort,
    int acctPort,
    InetAddress coaAddress,
    Path data,
    int actsPerSecond,
    ZoneId zone,
    Dictionary dictionary,
    Retention retention) {}
