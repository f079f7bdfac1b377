package id.gerbang.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that fail, as tests look at them. */
final class Failures {

  private Failures() {}

  static RouterOsException failure(ThrowingCallable call) {
    RouterOsException failure = catchThrowableOfType(RouterOsException.class, call);
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  /** As a log would show it. */
  static String allOf(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
