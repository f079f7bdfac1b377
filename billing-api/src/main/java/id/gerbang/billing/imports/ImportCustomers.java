package id.gerbang.billing.imports;

import id.gerbang.billing.http.Checks;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Secret;
import id.gerbang.billing.imports.Sheet.Bounds;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of customers.
 *
 * @param name of the file
 * @param format csv or xlsx; left out: by the ending of its name
 * @param content base64; a secret, since it has passwords
 * @param mapping heading of a column to the field that it means; left out: by its heading
 * @param dryRun what would come of it, of which nothing is kept
 * @param duplicates skip (where it is left out), refuse or create
 * @param skipErrors rows that are wrong are left out, instead of the whole file
 */
public record ImportCustomers(
    @Nullable String name,
    @Nullable String format,
    @Nullable Secret content,
    @Nullable Map<String, String> mapping,
    @Nullable Boolean dryRun,
    @Nullable String duplicates,
    @Nullable Boolean skipErrors) {

  static final String SKIP = "skip";
  static final String CREATE = "create";
  private static final String CSV = "csv";
  private static final String XLSX = "xlsx";

  /**
   * Of a file on this machine's disk, in words of the command line; its content is not in it.
   *
   * @param mapping empty: by its headings
   */
  public static ImportCustomers ofFile(
      String name, Map<String, String> mapping, String duplicates, boolean skipErrors) {
    return new ImportCustomers(
            name, null, null, mapping.isEmpty() ? null : mapping, false, duplicates, skipErrors)
        .checked(true);
  }

  ImportCustomers checked() {
    return checked(content != null);
  }

  private ImportCustomers checked(boolean hasContent) {
    Checks checks = new Checks();
    checks.text(name, "name", 255);
    String known =
        Objects.requireNonNullElseGet(
            format,
            () -> name != null && name.toLowerCase(Locale.ROOT).endsWith(".xlsx") ? XLSX : CSV);
    checks.that(Set.of(CSV, XLSX).contains(known), "format", "is one of csv, xlsx");
    checks.that(hasContent, "content", "is missing");
    String alike = Objects.requireNonNullElse(duplicates, SKIP);
    checks.that(
        Set.of(SKIP, "refuse", CREATE).contains(alike),
        "duplicates",
        "is one of skip, refuse, create");
    checks.done();
    return new ImportCustomers(name, known, content, mapping, dryRun, alike, skipErrors);
  }

  Sheet sheet() {
    return sheet(file(Objects.requireNonNull(content)), Bounds.OF_REQUESTS);
  }

  Sheet sheet(byte[] file, Bounds bounds) {
    return CSV.equals(format) ? CsvFile.read(file, bounds) : XlsxFile.read(file, bounds);
  }

  private static byte[] file(Secret content) {
    try {
      return Base64.getMimeDecoder().decode(content.text());
    } catch (IllegalArgumentException e) {
      throw Problem.unprocessable("content", "is no base64");
    }
  }

  boolean isRehearsal() {
    return Boolean.TRUE.equals(dryRun);
  }

  boolean leavesOutErrors() {
    return Boolean.TRUE.equals(skipErrors);
  }
}
