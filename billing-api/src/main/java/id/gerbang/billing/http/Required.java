package id.gerbang.billing.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the specification what records know of themselves: a component without {@code @Nullable} is
 * always there in an answer, and any other may be null. Of requests only the latter is said: what
 * they lack is answered by name.
 */
final class Required implements ModelConverter {

  /** A schema is named by its class alone: of two of one name, one would stand for both. */
  private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) {
      return null;
    }
    Schema<?> schema = chain.next().resolve(type, context, chain);
    JavaType java = type.getType() == null ? null : Json.mapper().constructType(type.getType());
    if (schema == null || java == null || !java.getRawClass().isRecord()) {
      return schema;
    }
    Class<?> first = named.putIfAbsent(java.getRawClass().getSimpleName(), java.getRawClass());
    if (first != null && first != java.getRawClass()) {
      throw new IllegalStateException(
          "one name in the specification for %s and %s".formatted(first, java.getRawClass()));
    }
    Schema<?> defined =
        schema.get$ref() == null
            ? schema
            : context.getDefinedModels().get(schema.get$ref().replaceFirst(".*/", ""));
    if (defined != null && defined.getProperties() != null) {
      for (RecordComponent component : java.getRawClass().getRecordComponents()) {
        complete(defined, component, java.getRawClass().getSimpleName());
      }
    }
    return schema;
  }

  private static void complete(Schema<?> record, RecordComponent component, String name) {
    Schema<?> field = record.getProperties().get(component.getName());
    if (field == null) {
      return;
    }
    if (component.getAccessor().isAnnotationPresent(JsonRawValue.class)) {
      record.getProperties().put(component.getName(), new ObjectSchema());
      return;
    }
    if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      if (name.endsWith("View") || name.equals("Page")) {
        record.addRequiredItem(component.getName());
      }
    } else if (field.get$ref() == null) {
      field.setNullable(true);
    } else {
      record
          .getProperties()
          .put(
              component.getName(),
              new Schema<>().nullable(true).addAllOfItem(new Schema<>().$ref(field.get$ref())));
    }
  }
}
