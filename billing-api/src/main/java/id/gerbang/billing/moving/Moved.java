package id.gerbang.billing.moving;

import id.gerbang.billing.past.Past;
import java.util.List;
import java.util.Map;

/**
 * What another system holds.
 *
 * @param tariffs by their names; each that an account has
 * @param past of its accounts, by their ids
 * @param findings what a person should know of the whole
 */
record Moved(
    List<Account> accounts, Map<String, Tariff> tariffs, Past past, List<String> findings) {}
