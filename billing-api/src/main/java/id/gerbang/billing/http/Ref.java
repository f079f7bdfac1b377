package id.gerbang.billing.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;

/**
 * What stands for {@code {id}} in a path: the id itself, or {@code username:budi}, {@code
 * number:C-00123}, {@code external:…}.
 */
@Schema(implementation = String.class)
public record Ref(Kind kind, String value) {

  /** By what a thing is found. */
  public enum Kind {
    ID,
    USERNAME,
    NUMBER,
    EXTERNAL
  }

  /** Read by JAX-RS from the path. */
  public static Ref valueOf(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new Ref(Kind.ID, text);
    }
    String prefix = text.substring(0, colon);
    for (Kind kind : new Kind[] {Kind.USERNAME, Kind.NUMBER, Kind.EXTERNAL}) {
      if (prefix.equals(kind.name().toLowerCase(Locale.ROOT))) {
        return new Ref(kind, text.substring(colon + 1));
      }
    }
    return new Ref(Kind.ID, text);
  }

  public static Ref id(long id) {
    return new Ref(Kind.ID, Long.toString(id));
  }

  /** The number, or one that no row has. */
  public long id() {
    try {
      return kind == Kind.ID ? Long.parseLong(value) : -1;
    } catch (NumberFormatException notOne) {
      return -1;
    }
  }

  @Override
  public String toString() {
    return kind == Kind.ID ? value : kind.name().toLowerCase(Locale.ROOT) + ":" + value;
  }
}
