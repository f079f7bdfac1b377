package id.gerbang.core.dictionary;

import java.nio.file.Path;

/** A dictionary file that cannot be read, with the file, the line and what is wrong there. */
public final class DictionaryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DictionaryException(Path file, int line, String problem) {
    super(file + ", line " + line + ": " + problem);
  }

  DictionaryException(Path file, Throwable cause) {
    super(file + ": cannot be read", cause);
  }
}
