package id.gerbang.billing.money;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Money} from JSON: an object, or the number alone. A fraction, an exponent, a
 * thousands separator or more digits than a long holds is refused, never rounded.
 */
final class MoneyReader extends StdDeserializer<Money> {

  private static final long serialVersionUID = 1;
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  MoneyReader() {
    super(Money.class);
  }

  @Override
  public Money deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return Money.rupiah(whole(json));
    }
    Long amount = null;
    String currency = Money.RUPIAH;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      try {
        switch (field) {
          case "amount" -> amount = whole(json);
          case "currency" -> currency = currency(json);
          default -> context.handleUnknownProperty(json, this, Money.class, field);
        }
      } catch (JsonMappingException e) {
        if (e.getPath().isEmpty()) {
          e.prependPath(Money.class, field);
        }
        throw e;
      }
    }
    return new Money(given(json, amount), currency);
  }

  private static long given(JsonParser json, @Nullable Long amount) throws JsonMappingException {
    if (amount == null) {
      JsonMappingException missing =
          MismatchedInputException.from(json, Long.class, "money needs an amount");
      missing.prependPath(Money.class, "amount");
      throw missing;
    }
    return amount;
  }

  private static long whole(JsonParser json) throws IOException {
    boolean readable =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            || json.currentToken() == JsonToken.VALUE_STRING;
    String text = readable ? json.getText() : "";
    if (!WHOLE.matcher(text).matches()) {
      throw MismatchedInputException.from(
          json, Long.class, "an amount is a whole number of rupiah: 150000");
    }
    return Long.parseLong(text);
  }

  private static String currency(JsonParser json) throws IOException {
    String text = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
    if (!text.matches("[A-Z]{3}")) {
      throw MismatchedInputException.from(
          json, String.class, "a currency is three capital letters: IDR");
    }
    return text;
  }
}
