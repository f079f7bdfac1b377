package id.gerbang.billing.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.http.Problem;
import id.gerbang.core.seal.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip of lists as CSV, and at its end the manifest that says what is in it: docs/export.md. */
final class Archive {

  private static final String FORMAT = "gerbang-export/1";
  private static final ObjectMapper JSON = Json.mapper();

  private final List<Lists.Listed> lists;
  private final Instant at;
  private final ZoneId zone;

  private record Part(String file, String list, List<String> columns, long rows, String sha256) {}

  private record LeftOut(String list, String why) {}

  private record Manifest(
      String format, Instant madeAt, String zone, List<Part> files, List<LeftOut> leftOut) {}

  Archive(List<Lists.Listed> lists, Instant at, ZoneId zone) {
    this.lists = lists;
    this.at = at;
    this.zone = zone;
  }

  void write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    List<Part> parts = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Lists.Listed list : lists) {
      ListExport export;
      try {
        export = list.export();
      } catch (Problem wantsAFilter) {
        leftOut.add(new LeftOut(list.path(), String.valueOf(wantsAFilter.getMessage())));
        continue;
      }
      String file = list.name() + ".csv";
      zip.putNextEntry(new ZipEntry(file));
      MessageDigest digest = Sha256.digest();
      long rows = export.write(new DigestOutputStream(new Open(zip), digest));
      zip.closeEntry();
      parts.add(
          new Part(
              file,
              list.path(),
              Columns.of(export.item()).names(),
              rows,
              HexFormat.of().formatHex(digest.digest())));
    }
    zip.putNextEntry(new ZipEntry("manifest.json"));
    zip.write(JSON.writeValueAsBytes(new Manifest(FORMAT, at, zone.getId(), parts, leftOut)));
    zip.closeEntry();
    zip.finish();
  }

  /** Of the zip, which takes more entries after this one; whole buffers go through as they are. */
  private static final class Open extends FilterOutputStream {

    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
      out.write(octets, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
