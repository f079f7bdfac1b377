package id.gerbang.billing.export;

import id.gerbang.billing.table.CsvWriter;
import id.gerbang.billing.table.TableWriter;
import id.gerbang.billing.table.XlsxWriter;
import jakarta.ws.rs.core.MediaType;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The kinds of files that a list can be. */
enum Format {
  CSV(new MediaType("text", "csv"), Map.of("charset", "utf-8", "header", "present")),
  XLSX(
      new MediaType("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
      Map.of());

  private final MediaType asked;
  private final MediaType answered;

  Format(MediaType asked, Map<String, String> parameters) {
    this.asked = asked;
    this.answered = new MediaType(asked.getType(), asked.getSubtype(), parameters);
  }

  /** The one that is asked for by name; a wildcard asks for none. */
  static Optional<Format> of(MediaType wanted) {
    return Arrays.stream(values())
        .filter(
            format ->
                format.asked.getType().equalsIgnoreCase(wanted.getType())
                    && format.asked.getSubtype().equalsIgnoreCase(wanted.getSubtype()))
        .findFirst();
  }

  MediaType mediaType() {
    return answered;
  }

  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }

  TableWriter writer(OutputStream out, String name) {
    return switch (this) {
      case CSV -> new CsvWriter(out);
      case XLSX -> new XlsxWriter(out, name);
    };
  }
}
