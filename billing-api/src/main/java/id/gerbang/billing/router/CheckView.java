package id.gerbang.billing.router;

import org.jspecify.annotations.Nullable;

/**
 * One thing that must be right on a router.
 *
 * @param name such as {@code clock}; always the same ones, in the same order
 * @param outcome {@code pass}, {@code fail}, or {@code unknown}: not told or not asked, so neither
 * @param words what was found
 * @param repair the command of RouterOS that mends it, for a person who puts in what stands as
 *     {@code "…"}; null: none does, or nothing is to be mended
 * @param repairable whether {@code POST /routers/{id}/repair} runs it
 */
public record CheckView(
    String name, String outcome, String words, @Nullable String repair, boolean repairable) {}
