package id.gerbang.billing.export;

import id.gerbang.billing.http.Actor;
import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import id.gerbang.billing.http.Problem;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lists of all resources, each asked as by a GET without any filter. */
final class Lists {

  private static final String ROOT = "/api/v1/";

  /**
   * A list.
   *
   * @param path below {@code /api/v1}
   */
  record Listed(String path, Object resource, Method method, Actor actor, HttpHeaders headers) {

    String name() {
      return path.replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** Refused with a Problem where the list wants a filter. */
    ListExport export() {
      Type item = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
      return new ListExport(Format.CSV, name(), item, page(null), this::page);
    }

    private Page<?> page(@Nullable String cursor) {
      try {
        return (Page<?>)
            method.invoke(
                resource,
                Arrays.stream(method.getParameters())
                    .map(parameter -> argument(parameter, cursor))
                    .toArray());
      } catch (InvocationTargetException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    private @Nullable Object argument(Parameter parameter, @Nullable String cursor) {
      if (parameter.getType().equals(ListQuery.class)) {
        return new ListQuery().whole(cursor);
      }
      if (parameter.getType().equals(Actor.class)) {
        return actor;
      }
      if (parameter.getType().equals(HttpHeaders.class)) {
        return headers;
      }
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        return unfiltered(parameter.getType());
      }
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (value == null || parameter.getType().equals(String.class)) {
        return value == null ? null : value.value();
      }
      throw Problem.unprocessable(path, "is to be exported by itself");
    }
  }

  /** A filter as it is when the request has no parameter: its fields' own defaults. */
  private static Object unfiltered(Class<?> filter) {
    try {
      return filter.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Lists() {}

  static List<Listed> of(List<Object> resources, Actor actor, HttpHeaders headers) {
    List<Listed> lists = new ArrayList<>();
    for (Object resource : resources) {
      for (Method method : resource.getClass().getMethods()) {
        if (method.getReturnType().equals(Page.class)
            && method.isAnnotationPresent(GET.class)
            && Stream.of(method.getParameters())
                .noneMatch(parameter -> parameter.isAnnotationPresent(PathParam.class))) {
          lists.add(new Listed(path(resource, method), resource, method, actor, headers));
        }
      }
    }
    lists.sort(Comparator.comparing(Listed::path));
    return lists;
  }

  private static String path(Object resource, Method method) {
    Path above = resource.getClass().getAnnotation(Path.class);
    Path own = method.getAnnotation(Path.class);
    String whole = (above == null ? "" : above.value()) + (own == null ? "" : own.value());
    return whole.startsWith(ROOT) ? whole.substring(ROOT.length()) : whole;
  }
}
