package id.gerbang.billing.wording;

import java.util.Locale;
import java.util.ResourceBundle;

/** Files of sentences, one for each language. */
public final class Bundles {

  /** Without this, English would fall back to the machine's own language. */
  private static final ResourceBundle.Control ENGLISH_IS_DEFAULT =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Bundles() {}

  /**
   * The sentences of a language.
   *
   * @param name with its package, such as {@code id.gerbang.billing.lint.findings}
   */
  public static ResourceBundle of(String name, Locale language) {
    return ResourceBundle.getBundle(name, language, ENGLISH_IS_DEFAULT);
  }
}
