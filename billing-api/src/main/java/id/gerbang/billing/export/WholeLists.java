package id.gerbang.billing.export;

import id.gerbang.billing.http.ListQuery;
import id.gerbang.billing.http.Page;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.glassfish.jersey.server.CloseableService;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.spi.internal.ResourceMethodInvocationHandlerProvider;
import org.jspecify.annotations.Nullable;

/**
 * Calls the method of a list that is asked for as a file for its longest pages, and keeps how to
 * call it for the following ones: the same resource, the same filters, the next cursor.
 */
final class WholeLists implements ResourceMethodInvocationHandlerProvider {

  private final Provider<ContainerRequestContext> request;
  private final Provider<CloseableService> afterwards;
  private final ExportLog log;

  @Inject
  WholeLists(
      Provider<ContainerRequestContext> request,
      Provider<CloseableService> afterwards,
      ExportLog log) {
    this.request = request;
    this.afterwards = afterwards;
    this.log = log;
  }

  @Override
  public @Nullable InvocationHandler create(Invocable method) {
    if (!method.getRawResponseType().equals(Page.class)
        || !(method.getResponseType() instanceof ParameterizedType page)) {
      return null; // as usual
    }
    Type item = page.getActualTypeArguments()[0];
    return (resource, list, arguments) -> {
      ContainerRequestContext now = request.get();
      Format format = Exports.asked(now).orElse(null);
      return format == null
          ? list.invoke(resource, arguments)
          : begin(now, format, item, resource, list, arguments);
    };
  }

  private Page<?> begin(
      ContainerRequestContext request,
      Format format,
      Type item,
      Object resource,
      Method list,
      Object[] arguments)
      throws InvocationTargetException, IllegalAccessException {
    afterwards.get().add(log.place(request));
    Page<?> first = (Page<?>) list.invoke(resource, whole(arguments, null));
    Exports.answer(
        request,
        new ListExport(
            format,
            ExportLog.name(request),
            item,
            first,
            cursor -> following(resource, list, whole(arguments, cursor))));
    log.begun(request, format);
    return first;
  }

  private static @Nullable Object[] whole(@Nullable Object[] arguments, @Nullable String cursor) {
    return Arrays.stream(arguments)
        .map(argument -> argument instanceof ListQuery query ? query.whole(cursor) : argument)
        .toArray();
  }

  private static Page<?> following(Object resource, Method list, @Nullable Object[] arguments) {
    try {
      return (Page<?>) list.invoke(resource, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
