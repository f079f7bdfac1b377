package id.gerbang.billing.imports;

import id.gerbang.billing.past.Past;
import java.util.List;
import java.util.Map;

/**
 * What is to be taken in, read and not yet made.
 *
 * @param mapping heading of a column to the field that it means; none where there are no columns
 * @param ignored headings of columns that mean nothing
 * @param plans made before the entries that name them
 * @param past brought once the entries are made
 * @param findings what a person should know of the whole, such as what it can't tell
 */
public record Intake(
    Map<String, String> mapping,
    List<String> ignored,
    List<? extends Entry> entries,
    List<IntakePlan> plans,
    Past past,
    List<String> findings) {}
