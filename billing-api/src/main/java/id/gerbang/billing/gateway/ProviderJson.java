package id.gerbang.billing.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.gerbang.billing.http.Json;
import id.gerbang.billing.money.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** JSON as providers write it: fields that we do not know are left alone, amounts are exact. */
final class ProviderJson {

  private static final ObjectMapper MAPPER =
      Json.mapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private ProviderJson() {}

  static JsonNode read(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json == null || !json.isContainerNode()) {
        throw new UnreadableException("no JSON");
      }
      return json;
    } catch (IOException e) {
      throw new UnreadableException("no JSON");
    }
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is JSON", e);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A text or number as it is written. */
  static Optional<String> text(JsonNode json, String field) {
    return text(json.path(field));
  }

  /** The first of a list. */
  static Optional<String> first(JsonNode list) {
    return text(list.path(0));
  }

  private static Optional<String> text(JsonNode value) {
    if (!value.isValueNode() || value.isNull() || value.asText().isEmpty()) {
      return Optional.empty();
    }
    if (value.asText().indexOf(0) >= 0) {
      throw new UnreadableException("a text with a NUL, which no database keeps");
    }
    return Optional.of(value.asText());
  }

  static String required(JsonNode json, String field) {
    return text(json, field).orElseThrow(() -> new UnreadableException("no " + field));
  }

  /** Whole rupiah, written as {@code 166500}, {@code 166500.00} or {@code "166500.00"}. */
  static long rupiah(JsonNode json, String field) {
    try {
      long amount = new BigDecimal(required(json, field)).longValueExact();
      if (amount < 0 || amount > Money.MOST) {
        throw new UnreadableException(field + " out of range");
      }
      return amount;
    } catch (ArithmeticException | NumberFormatException e) {
      throw new UnreadableException(field + " is no amount in whole rupiah");
    }
  }

  /** ISO 8601 with its offset. */
  static Optional<Instant> instant(JsonNode json, String field) {
    try {
      return text(json, field).map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
