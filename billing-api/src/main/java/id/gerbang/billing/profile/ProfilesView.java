package id.gerbang.billing.profile;

import java.util.List;

/**
 * The profiles of a router, and its pools.
 *
 * @param missingPools that plans or isolation name, and the router has not
 */
public record ProfilesView(
    long routerId,
    List<ProfileView> items,
    List<RouterPoolView> pools,
    List<String> missingPools) {}
