package id.gerbang.billing.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** JSON as the API reads it, strictly: nothing is skipped, guessed or turned into another type. */
public final class Json {

  private static final int DEEPEST = 32;

  private static final ObjectMapper MAPPER = mapper();
  private static final ObjectMapper KEPT =
      mapper()
          .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
          .setDefaultSetterInfo(JsonSetter.Value.empty());

  private Json() {}

  /**
   * RFC 7396: what the current state becomes by a merge patch, read with all the strictness of a
   * whole request.
   */
  public static <T> T merge(T current, JsonNode patch, Class<T> type) {
    if (!(patch instanceof ObjectNode changes)) {
      throw Problem.badRequest("body", "is to be an object");
    }
    try {
      return MAPPER.treeToValue(merged(MAPPER.valueToTree(current), changes), type);
    } catch (JsonProcessingException e) {
      throw ProblemMapper.unreadable(e);
    }
  }

  private static ObjectNode merged(JsonNode current, ObjectNode patch) {
    ObjectNode merged = current instanceof ObjectNode object ? object : MAPPER.createObjectNode();
    patch
        .properties()
        .forEach(
            change -> {
              if (change.getValue() instanceof ObjectNode nested) {
                merged.set(change.getKey(), merged(merged.path(change.getKey()), nested));
              } else {
                merged.set(change.getKey(), change.getValue());
              }
            });
    return merged;
  }

  /** A list that was kept as JSON. */
  public static <T> List<T> list(String json, Class<T> element) {
    try {
      return MAPPER.readerForListOf(element).readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is kept is no list of " + element, e);
    }
  }

  /** An object that was kept as JSON, each of its values of one type. */
  public static <T> Map<String, T> map(String json, Class<T> value) {
    try {
      return MAPPER.readerForMapOf(value).readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is kept is no object of " + value, e);
    }
  }

  /**
   * A part laid over the whole: what it leaves out, which is null, stays as it is.
   *
   * @param whole of the same type
   */
  public static <T> T overlay(T whole, T part, Class<T> type) {
    try {
      ObjectNode changes = MAPPER.valueToTree(part);
      return MAPPER.treeToValue(merged(MAPPER.valueToTree(whole), withoutNulls(changes)), type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(type + " is no JSON", e);
    }
  }

  /** Some fields laid over the whole, each as it is said, also where that is null. */
  public static <T> T with(T whole, Map<String, JsonNode> fields, Class<T> type) {
    ObjectNode all = MAPPER.valueToTree(whole);
    all.setAll(fields);
    try {
      return KEPT.treeToValue(all, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(type + " is no JSON", e);
    }
  }

  private static ObjectNode withoutNulls(ObjectNode node) {
    node.properties().removeIf(field -> field.getValue().isNull());
    node.properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode nested) {
                withoutNulls(nested);
              }
            });
    return node;
  }

  /** What was kept as JSON, maybe by a newer version: what this one does not know is left out. */
  public static <T> T kept(String json, Class<T> type) {
    try {
      return KEPT.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was kept is no " + type.getSimpleName(), e);
    }
  }

  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " is no JSON", e);
    }
  }

  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  public static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Without the source, an error message can't quote a password.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    return JsonMapper.builder(factory)
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        // No list of a request has holes: what reads it would have to look for them, each by
        // itself.
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }
}
