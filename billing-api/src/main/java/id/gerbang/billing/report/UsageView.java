package id.gerbang.billing.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription used in a day or month, by the ISP's zone.
 *
 * @param day the month's first where it is of a month
 * @param inputOctets as the router counted
 * @param uploadOctets as the customer sees it, also where the router counts the other way round
 */
public record UsageView(
    String username,
    @Nullable Long subscriptionId,
    LocalDate day,
    long inputOctets,
    long outputOctets,
    long uploadOctets,
    long downloadOctets) {}
