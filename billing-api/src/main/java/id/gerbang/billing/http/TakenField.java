package id.gerbang.billing.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/**
 * Which field clashes with another row, told from the unique index that refused it: {@code
 * subscription_static_ip} of {@code subscription} is {@code staticIp}. The index decides, so two
 * requests at once can't both be right.
 */
public final class TakenField {

  private TakenField() {}

  public static Optional<Problem> of(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof PSQLException sql
          && PSQLState.UNIQUE_VIOLATION.getState().equals(sql.getSQLState())) {
        return Optional.of(Problem.conflict(field(sql.getServerErrorMessage()), "is taken"));
      }
    }
    return Optional.empty();
  }

  private static String field(@Nullable ServerErrorMessage message) {
    String index = message == null ? null : message.getConstraint();
    String table = message == null ? null : message.getTable();
    if (index == null || table == null) {
      return "body";
    }
    String column = index.startsWith(table + "_") ? index.substring(table.length() + 1) : index;
    String[] words = column.replaceFirst("_key$", "").split("_", -1);
    StringBuilder field = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      field.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
    }
    return field.toString();
  }
}
