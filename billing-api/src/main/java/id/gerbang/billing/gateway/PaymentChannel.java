package id.gerbang.billing.gateway;

import id.gerbang.billing.money.Money;

/**
 * A way in which one invoice can be paid now.
 *
 * @param customerFee on top of what is open
 * @param total what the customer pays that way
 */
public record PaymentChannel(
    String gateway, String channel, String label, Money customerFee, Money total) {}
