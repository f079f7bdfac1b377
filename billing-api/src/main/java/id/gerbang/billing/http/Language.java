package id.gerbang.billing.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The language of words for people: what the request asks for, or else the ISP's. */
public record Language(Locale ordinary) {

  private static final Set<String> SPOKEN = Set.of("id", "en");

  /**
   * What an address asks for by {@code ?lang=}; whatever else stands there is as good as nothing.
   */
  public Optional<Locale> of(@Nullable String lang) {
    return lang != null && SPOKEN.contains(lang)
        ? Optional.of(Locale.forLanguageTag(lang))
        : Optional.empty();
  }

  public Locale of(HttpHeaders headers) {
    return headers.getAcceptableLanguages().stream()
        .filter(locale -> SPOKEN.contains(locale.getLanguage()))
        .findFirst()
        .orElse(ordinary);
  }
}
