package id.gerbang.billing.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Makes a body what resources rely on: at most 1 MiB unless {@link LongBody} says otherwise,
 * whether its length is told or not, and never null. No body at all is an empty object, whose
 * missing fields are named like any other's.
 */
@Priority(Priorities.ENTITY_CODER)
public final class RequestBodies implements ContainerRequestFilter, ReaderInterceptor {

  private static final int LONGEST = 1 << 20;
  private static final Set<String> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  @Override
  public void filter(ContainerRequestContext request) {
    int longest = longest(request);
    if (request.getLength() > longest) {
      throw tooLarge(longest);
    }
    if (request.hasEntity()) {
      request.setEntityStream(new Limited(request.getEntityStream(), longest));
    } else if (WITH_BODY.contains(request.getMethod())) {
      request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
      request.setEntityStream(new ByteArrayInputStream(new byte[] {'{', '}'}));
    }
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object read = context.proceed();
    if (read == null) {
      throw Problem.badRequest("body", "is to be an object");
    }
    return read;
  }

  private static int longest(ContainerRequestContext request) {
    return request.getProperty(LongBodies.LONGEST) instanceof Integer more ? more : LONGEST;
  }

  private static Problem tooLarge(int longest) {
    return Problem.tooLarge("A body has at most " + longest + " bytes.");
  }

  private static final class Limited extends FilterInputStream {

    private final int longest;
    private int left;

    Limited(InputStream in, int longest) {
      super(in);
      this.longest = longest;
      this.left = longest;
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge(longest);
      }
    }
  }
}
