package id.gerbang.billing.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Set;

/** The language of words for people: what the request asks for, or else the ISP's. */
public record Language(Locale ordinary) {

  private static final Set<String> SPOKEN = Set.of("id", "en");

  public Locale of(HttpHeaders headers) {
    return headers.getAcceptableLanguages().stream()
        .filter(locale -> SPOKEN.contains(locale.getLanguage()))
        .findFirst()
        .orElse(ordinary);
  }
}
