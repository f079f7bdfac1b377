package id.gerbang.billing.imports;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.Problem;
import id.gerbang.billing.http.Ref;
import id.gerbang.billing.imports.Sheet.Bounds;
import id.gerbang.billing.past.Past;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads what is to be taken in, whatever it comes from. */
public final class Intakes {

  private final ZoneId zone;
  private final Map<String, Source> sources;

  /**
   * @param sources of other systems, by the formats of {@link ImportCustomers}
   */
  public Intakes(ZoneId zone, Map<String, Source> sources) {
    this.zone = zone;
    this.sources = sources;
  }

  /** What a request brings or names. No connection of the database's may be held meanwhile. */
  Intake read(ImportCustomers request, Actor actor) {
    if (request.router() == null) {
      return read(
          request, file(Objects.requireNonNull(request.content()).text()), Bounds.OF_REQUESTS);
    }
    Intake intake = source(request).router(Ref.valueOf(request.router()), choices(request), actor);
    return within(Bounds.OF_REQUESTS, intake);
  }

  Intake read(ImportCustomers request, byte[] file, Bounds bounds) {
    return switch (Objects.requireNonNull(request.format())) {
      case ImportCustomers.CSV -> sheet(request, CsvFile.read(file, bounds));
      case ImportCustomers.XLSX -> sheet(request, XlsxFile.read(file, bounds));
      default -> within(bounds, source(request).file(file, choices(request)));
    };
  }

  private Intake sheet(ImportCustomers request, Sheet sheet) {
    Mapping mapping = Mapping.of(sheet, request.mapping());
    RowReader reader = new RowReader(mapping, zone);
    return new Intake(
        mapping.shown(),
        mapping.ignored(),
        sheet.lines().stream().map(reader::entry).toList(),
        List.of(),
        Past.NONE,
        List.of());
  }

  private Source source(ImportCustomers request) {
    Source source = sources.get(request.format());
    if (source == null) {
      throw Problem.unprocessable("router", "is for what routers hold: send a file");
    }
    return source;
  }

  private static Choices choices(ImportCustomers request) {
    return Objects.requireNonNull(request.choices());
  }

  private static Intake within(Bounds bounds, Intake intake) {
    if (intake.entries().size() > bounds.rows()) {
      throw Problem.unprocessable(
          "content",
          "has more than %d accounts: take them in with ./gerbang import".formatted(bounds.rows()));
    }
    return intake;
  }

  private static byte[] file(String content) {
    try {
      return Base64.getMimeDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      throw Problem.unprocessable("content", "is no base64");
    }
  }
}
