package id.gerbang.billing.imports;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of customers, or a router that has them.
 *
 * @param name of the file; may be left out where it is a router
 * @param format csv, xlsx, usermanager, ppp, freeradius or phpnuxbill; left out: by the ending of
 *     its name
 * @param content base64; a secret, since it has passwords
 * @param router of ours, by its id or {@code external:…}, instead of a file
 * @param choices where it is another system
 * @param mapping heading of a column to the field that it means; left out: by its heading
 * @param dryRun what would come of it, of which nothing is kept
 * @param duplicates skip (where it is left out), refuse or create
 * @param skipErrors rows that are wrong are left out, instead of the whole file
 */
public record ImportCustomers(
    @Nullable String name,
    @Nullable String format,
    @Nullable Secret content,
    @Nullable String router,
    @Nullable Choices choices,
    @Nullable Map<String, String> mapping,
    @Nullable Boolean dryRun,
    @Nullable String duplicates,
    @Nullable Boolean skipErrors) {

  static final String SKIP = "skip";
  static final String CREATE = "create";
  static final String CSV = "csv";
  static final String XLSX = "xlsx";
  public static final String USER_MANAGER = "usermanager";
  public static final String PPP = "ppp";
  public static final String FREERADIUS = "freeradius";
  public static final String PHPNUXBILL = "phpnuxbill";
  private static final List<String> FORMATS =
      List.of(CSV, XLSX, USER_MANAGER, PPP, FREERADIUS, PHPNUXBILL);

  /**
   * Of a file on this machine's disk, in words of the command line; its content is not in it.
   *
   * @param mapping empty: by its headings
   */
  public static ImportCustomers ofFile(
      String name, Map<String, String> mapping, String duplicates, boolean skipErrors) {
    return new ImportCustomers(
            name,
            null,
            null,
            null,
            null,
            mapping.isEmpty() ? null : mapping,
            false,
            duplicates,
            skipErrors)
        .checked(true);
  }

  /** The same of another system's file. */
  public static ImportCustomers ofFile(
      String name, String format, Choices choices, String duplicates, boolean skipErrors) {
    return new ImportCustomers(
            name, format, null, null, choices, null, false, duplicates, skipErrors)
        .checked(true);
  }

  ImportCustomers checked() {
    return checked(content != null);
  }

  private ImportCustomers checked(boolean hasContent) {
    Checks checks = new Checks();
    String called = name == null && router != null ? "router " + router : name;
    checks.text(called, "name", 255);
    String known =
        Objects.requireNonNullElseGet(
            format,
            () -> name != null && name.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? XLSX : CSV);
    checks.that(FORMATS.contains(known), "format", "is one of " + String.join(", ", FORMATS));
    checks.that(hasContent || router != null, "content", "is missing");
    checks.that(!hasContent || router == null, "router", "is instead of content");
    String alike = Objects.requireNonNullElse(duplicates, SKIP);
    checks.that(
        Set.of(SKIP, "refuse", CREATE).contains(alike),
        "duplicates",
        "is one of skip, refuse, create");
    Choices chosen = Objects.requireNonNullElse(choices, Choices.NONE).checked(checks);
    checks.done();
    return new ImportCustomers(
        called, known, content, router, chosen, mapping, dryRun, alike, skipErrors);
  }

  boolean isRehearsal() {
    return Boolean.TRUE.equals(dryRun);
  }

  boolean leavesOutErrors() {
    return Boolean.TRUE.equals(skipErrors);
  }
}
