package id.gerbang.billing.photo;

import id.gerbang.billing.http.Problem;
import java.util.Optional;

/**
 * A picture that is only a picture.
 *
 * @param content without place, time, names and thumbnails; which way is up stays
 */
public record Photo(Kind kind, byte[] content) {

  /** The most bytes that one has as it comes. */
  public static final int LONGEST = 8 << 20;

  /** What may be one. */
  public enum Kind {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp");

    private final String mediaType;
    private final String ending;

    Kind(String mediaType, String ending) {
      this.mediaType = mediaType;
      this.ending = ending;
    }

    public String mediaType() {
      return mediaType;
    }

    public String ending() {
      return ending;
    }
  }

  /** Refuses what is too long, none of these, or broken. */
  public static Photo of(byte[] file) {
    if (file.length > LONGEST) {
      throw Problem.tooLarge("A photo has at most " + LONGEST + " bytes.");
    }
    return kind(file)
        .flatMap(
            kind ->
                (switch (kind) {
                      case JPEG -> Jpeg.stripped(file);
                      case PNG -> Png.stripped(file);
                      case WEBP -> Webp.stripped(file);
                    })
                    .map(content -> new Photo(kind, content)))
        .orElseThrow(
            () ->
                Problem.unprocessable("photo", "is no JPEG, PNG or WebP picture, or a broken one"));
  }

  private static Optional<Kind> kind(byte[] file) {
    Bytes bytes = new Bytes(file);
    if (bytes.is(0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(Kind.JPEG);
    }
    if (bytes.is(0, Png.SIGNATURE)) {
      return Optional.of(Kind.PNG);
    }
    return bytes.is(0, "RIFF") && bytes.is(8, "WEBP") ? Optional.of(Kind.WEBP) : Optional.empty();
  }

  @Override
  public String toString() {
    return "Photo[" + kind + ", " + content.length + " bytes]";
  }
}
