package id.gerbang.billing.export;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import org.eclipse.jetty.ee10.servlet.ServletChannel;

/** Puts the file in the place of the first page that it begins with. */
final class FileAnswers implements ContainerResponseFilter {

  private final ExportLog log;

  FileAnswers(ExportLog log) {
    this.log = log;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    ListExport export = Exports.answer(request).orElse(null);
    if (export == null || response.getStatus() != 200) {
      return;
    }
    StreamingOutput file = out -> write(request, export, out);
    response.setEntity(file, new Annotation[0], export.format().mediaType());
    response
        .getHeaders()
        .putSingle(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-%s.%s\""
                .formatted(export.name(), log.today(), export.format().suffix()));
  }

  private void write(ContainerRequestContext request, ListExport export, OutputStream out)
      throws IOException {
    try {
      whole(request, () -> log.ended(request, export, export.write(out)));
    } catch (IOException | RuntimeException e) {
      log.brokenOff(request, export, e);
      throw e;
    }
  }

  /** What writes a file. */
  interface Writing {
    void run() throws IOException;
  }

  /** A file that is written whole, or is seen to be none. */
  static void whole(ContainerRequestContext request, Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException | RuntimeException e) {
      cut(request, e);
      throw e;
    }
  }

  /** Left to itself, Jersey would end the answer properly: half a file would pass for a whole. */
  private static void cut(ContainerRequestContext request, Exception why) {
    if (request.getProperty(Connections.CHANNEL) instanceof ServletChannel channel) {
      channel.abort(why);
    }
  }
}
