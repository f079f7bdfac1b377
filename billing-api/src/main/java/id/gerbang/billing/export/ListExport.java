package id.gerbang.billing.export;

import id.gerbang.billing.http.Page;
import id.gerbang.billing.table.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.function.Function;

/**
 * All pages of a list, one after another, each read when the one before is written: the list's own
 * order, each row once, and never more than a page in memory or a connection held while the client
 * reads.
 */
record ListExport(
    Format format, String name, Type item, Page<?> first, Function<String, Page<?>> following) {

  /** Tells how many rows it wrote. */
  long write(OutputStream out) throws IOException {
    Columns columns = Columns.of(item);
    TableWriter table = format.writer(out, name);
    table.head(columns.names());
    long rows = 0;
    Page<?> page = first;
    while (true) {
      for (Object row : page.items()) {
        table.row(columns.row(row));
      }
      rows += page.items().size();
      String next = page.next();
      if (next == null) {
        table.finish();
        return rows;
      }
      page = following.apply(next);
    }
  }
}
