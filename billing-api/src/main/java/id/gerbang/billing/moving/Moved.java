package id.gerbang.billing.moving;

import java.util.List;
import java.util.Map;

/**
 * What another system holds.
 *
 * @param tariffs by their names; each that an account has
 * @param findings what a person should know of the whole
 */
record Moved(List<Account> accounts, Map<String, Tariff> tariffs, List<String> findings) {}
