package id.gerbang.billing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger is told from now on, by this test and by those that run beside it. */
final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();

  LogLines(String logger) {
    this.logger = (Logger) LoggerFactory.getLogger(logger);
    told.start();
    this.logger.addAppender(told);
  }

  /** The lines with this text in them, oldest first. */
  List<String> with(String text) {
    synchronized (told) { // as it is written to
      return told.list.stream()
          .map(ILoggingEvent::getFormattedMessage)
          .filter(line -> line.contains(text))
          .toList();
    }
  }

  @Override
  public void close() {
    logger.detachAppender(told);
  }
}
