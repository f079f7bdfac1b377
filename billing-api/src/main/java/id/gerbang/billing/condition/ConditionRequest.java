package id.gerbang.billing.condition;

import org.jspecify.annotations.Nullable;

/**
 * How things are at a customer's: what was copied from the terminal, or a router to be asked.
 *
 * @param text of the terminal
 * @param routerId a router of ours at the customer's; without it and a text, the link's own
 * @param target what it is to ping; left out: google.com
 */
public record ConditionRequest(
    @Nullable String text, @Nullable Long routerId, @Nullable String target) {}
