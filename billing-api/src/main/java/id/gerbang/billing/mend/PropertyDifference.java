package id.gerbang.billing.mend;

/**
 * A property that is otherwise than it is to be.
 *
 * @param wanted {@code …} where it is a secret, as is {@code found}
 * @param found empty: it is not set
 */
public record PropertyDifference(String name, String wanted, String found) {}
