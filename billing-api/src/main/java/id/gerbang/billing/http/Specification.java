package id.gerbang.billing.http;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the resources' signatures do not say, and what is so everywhere: names of operations, codes,
 * what a list's things look like one by one, files, errors.
 */
final class Specification {

  private static final String ROOT = "/api/v1/";
  private static final String JSON = "application/json";
  private static final String PROBLEM = "Problem";
  private static final String MONEY = "Money";
  private static final String REFERENCE = "#/components/schemas/";
  private static final Pattern ONE = Pattern.compile("(.+)/\\{[^}]+}");
  private static final List<String> FILES =
      List.of("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  /** What may go wrong anywhere, in words for whoever writes a client. */
  private static final Map<String, String> ERRORS =
      Map.of(
          "400", "Not readable; errors[] name the field.",
          "401", "No token, or one that is unknown, over or revoked.",
          "403", "The token's role may not do this.",
          "404", "There is none, or not for this caller.",
          "409",
              "Not as things are now, or the first request with this Idempotency-Key still runs.",
          "412", "Changed since it was read: If-Match names another version.",
          "422", "Readable, but not allowed so; errors[] name the field.",
          "503", "Not now: Retry-After says when to try again.");

  private final OpenAPI api;

  private Specification(OpenAPI api) {
    this.api = api;
  }

  static OpenAPI completed(OpenAPI api) {
    new Specification(api).complete();
    return api;
  }

  /** What is answered by something that makes a file. */
  static ApiResponses file(String... types) {
    Content content = new Content();
    for (String type : types) {
      content.addMediaType(
          type,
          new MediaType()
              .schema(type.startsWith("text/") ? new StringSchema() : new BinarySchema()));
    }
    return new ApiResponses()
        .addApiResponse("200", new ApiResponse().description("The file.").content(content));
  }

  private void complete() {
    api.getComponents().addSchemas(PROBLEM, problem());
    api.getComponents().addSchemas(MONEY, money());
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> complete(path, method, operation)));
  }

  private void complete(String path, HttpMethod method, Operation operation) {
    String below = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path.substring(1);
    operation.setOperationId(name(method, below));
    operation.setTags(List.of(below.split("/")[0]));
    ApiResponses said = operation.getResponses();
    ApiResponse ordinary = said == null ? null : said.get("default");
    ApiResponses answers = new ApiResponses();
    if (said != null) {
      said.forEach(
          (code, answer) -> {
            if (!code.equals("default")) {
              answers.addApiResponse(code, answer);
            }
          });
    }
    if (answers.isEmpty()) {
      ordinary(path, method, ordinary, answers);
    }
    errors(path, method, operation)
        .forEach(code -> answers.addApiResponse(code, error(ERRORS.getOrDefault(code, ""))));
    operation.setResponses(answers);
  }

  /** By what a signature returns; a plain Response is the thing that the list of this path has. */
  private void ordinary(
      String path, HttpMethod method, @Nullable ApiResponse said, ApiResponses answers) {
    Schema<?> schema = schema(said);
    boolean list = schema != null && isPage(schema);
    if (method == HttpMethod.DELETE && schema == null) {
      answers.addApiResponse("204", new ApiResponse().description("Archived."));
      return;
    }
    Schema<?> thing = schema == null ? thing(path).orElse(null) : schema;
    if (method == HttpMethod.POST && schema == null) {
      if (page(path).isPresent()) {
        answers.addApiResponse("201", located(answer("Made.", thing)));
      }
      answers.addApiResponse("200", answer("Done, or rehearsed.", null));
      answers.addApiResponse("202", located(answer("Taken, and done later.", null)));
      return;
    }
    ApiResponse answer = answer(list ? "A page." : "As it is now.", thing);
    if (list) {
      FILES.forEach(
          file ->
              answer.getContent().addMediaType(file, new MediaType().schema(new BinarySchema())));
    }
    if (schema == null && thing != null) {
      answer.addHeaderObject(
          "ETag", new Header().description("The version, for If-Match").schema(new StringSchema()));
    }
    answers.addApiResponse("200", answer);
  }

  private static ApiResponse located(ApiResponse answer) {
    return answer.addHeaderObject(
        "Location", new Header().description("Where it is").schema(new StringSchema()));
  }

  private static ApiResponse answer(String description, @Nullable Schema<?> schema) {
    MediaType json = new MediaType();
    if (schema != null) {
      json.schema(schema);
    }
    return new ApiResponse()
        .description(description)
        .content(new Content().addMediaType(JSON, json));
  }

  /** What the list at this path, or above its last {@code {id}}, is of. */
  private Optional<Schema<?>> thing(String path) {
    Matcher one = ONE.matcher(path);
    return page(one.matches() ? one.group(1) : path).flatMap(this::item);
  }

  private Optional<Schema<?>> page(String path) {
    PathItem item = api.getPaths().get(path);
    if (item == null || item.getGet() == null) {
      return Optional.empty();
    }
    ApiResponses answers = item.getGet().getResponses();
    ApiResponse answer = answers.containsKey("200") ? answers.get("200") : answers.get("default");
    Schema<?> schema = schema(answer);
    return schema != null && isPage(schema) ? Optional.of(schema) : Optional.empty();
  }

  private Optional<Schema<?>> item(Schema<?> page) {
    Schema<?> resolved =
        page.get$ref() == null
            ? page
            : api.getComponents().getSchemas().get(page.get$ref().substring(REFERENCE.length()));
    return resolved != null && resolved.getProperties().get("items") instanceof Schema<?> items
        ? Optional.ofNullable(items.getItems())
        : Optional.empty();
  }

  private static boolean isPage(Schema<?> schema) {
    return schema.get$ref() != null && schema.get$ref().startsWith(REFERENCE + "Page");
  }

  private static @Nullable Schema<?> schema(@Nullable ApiResponse answer) {
    if (answer == null || answer.getContent() == null || answer.getContent().isEmpty()) {
      return null;
    }
    return answer.getContent().values().iterator().next().getSchema();
  }

  private static List<String> errors(String path, HttpMethod method, Operation operation) {
    if (!path.startsWith(ROOT)) {
      return List.of();
    }
    boolean changes = method != HttpMethod.GET;
    boolean versioned =
        operation.getParameters() != null
            && operation.getParameters().stream().anyMatch(p -> "If-Match".equals(p.getName()));
    return ERRORS.keySet().stream()
        .filter(
            code ->
                switch (code) {
                  case "404" -> path.contains("{") || operation.getResponses().containsKey("200");
                  case "409" -> changes;
                  case "412" -> versioned;
                  default -> true;
                })
        .sorted()
        .toList();
  }

  private static ApiResponse error(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType().schema(new Schema<>().$ref(REFERENCE + PROBLEM))));
  }

  /**
   * {@code POST /customers/{id}/void}: {@code postCustomersIdVoid}; it changes with the path alone.
   */
  private static String name(HttpMethod method, String path) {
    return method.name().toLowerCase(Locale.ROOT)
        + Arrays.stream(path.split("[^A-Za-z0-9]+"))
            .filter(word -> !word.isEmpty())
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }

  private static Schema<?> problem() {
    return new ObjectSchema()
        .description("RFC 9457")
        .addProperty("type", new StringSchema())
        .addProperty("title", new StringSchema())
        .addProperty("status", new IntegerSchema())
        .addProperty("detail", new StringSchema())
        .addProperty(
            "errors",
            new ArraySchema()
                .items(
                    new ObjectSchema()
                        .addProperty("field", new StringSchema())
                        .addProperty("message", new StringSchema())
                        .required(List.of("field", "message"))))
        .required(List.of("type", "title", "status", "detail", "errors"));
  }

  private static Schema<?> money() {
    return new ObjectSchema()
        .description("Whole rupiah. A request may also have the number alone: 150000")
        .addProperty("amount", new StringSchema().pattern("^-?[0-9]{1,18}$").example("150000"))
        .addProperty("currency", new StringSchema().pattern("^[A-Z]{3}$").example("IDR"))
        .required(List.of("amount", "currency"));
  }
}
