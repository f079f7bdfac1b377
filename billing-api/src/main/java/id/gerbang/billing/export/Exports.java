package id.gerbang.billing.export;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.jdbi.v3.core.Jdbi;

/**
 * Answers a list that is asked for as {@code text/csv} or XLSX with all of it. In the order in
 * which a request meets them: {@link AskedFormat}, {@link NoFile}, {@link WholeLists}, {@link
 * FileAnswers}.
 */
public final class Exports implements Feature {

  private static final String FORMAT = "gerbang.export.format";
  private static final String EXPORT = "gerbang.export";

  private final ExportLog log;

  /**
   * @param zone whose day is in the file's name
   */
  public Exports(Jdbi jdbi, Clock clock, ZoneId zone) {
    log = new ExportLog(jdbi, clock, zone);
  }

  @Override
  public boolean configure(FeatureContext context) {
    context.register(new AskedFormat());
    context.register(new NoFile());
    context.register(new FileAnswers(log));
    context.register(
        new AbstractBinder() {
          @Override
          protected void configure() {
            bind(log).to(ExportLog.class);
            bind(WholeLists.class).to(ResourceMethodInvocationHandlerProvider.class);
          }
        });
    return true;
  }

  static void ask(ContainerRequestContext request, Format format) {
    request.setProperty(FORMAT, format);
  }

  static Optional<Format> asked(ContainerRequestContext request) {
    return Optional.ofNullable((Format) request.getProperty(FORMAT));
  }

  static void answer(ContainerRequestContext request, ListExport export) {
    request.setProperty(EXPORT, export);
  }

  static Optional<ListExport> answer(ContainerRequestContext request) {
    return Optional.ofNullable((ListExport) request.getProperty(EXPORT));
  }
}
