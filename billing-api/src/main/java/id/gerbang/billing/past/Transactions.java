package id.gerbang.billing.past;

import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** In which some of the past is kept: one for all of it, or one each time. */
@FunctionalInterface
public interface Transactions {
  void in(Consumer<Handle> work);
}
