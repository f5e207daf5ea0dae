package io.firstserved.command.admission;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.PlainJson;
import io.firstserved.edge.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * Waits for bodies that are not there yet, without a permit of the {@link ConcurrencyLimiter}: a
 * client that begins a body and does not end it keeps no place from others. It is answered 408
 * after its limit, and the connection is closed. A body that came with its headers goes on
 * untouched.
 */
final class SlowBodyFilter extends HttpFilter {

  private static final String TOO_SLOW = "the body did not come in time";
  private static final int CHUNK = 1024;
  private static final int UNKNOWN = -1;

  private final transient ConcurrencyLimiter limiter;
  private final transient Problems problems;
  private final int maxBody;
  private final long limitNanos;

  /**
   * @param maxBody largest body, in bytes; what declares itself larger is left to who refuses it
   * @param limit how long a body may take to come
   */
  SlowBodyFilter(ConcurrencyLimiter limiter, Problems problems, int maxBody, Duration limit) {
    this.limiter = limiter;
    this.problems = problems;
    this.maxBody = maxBody;
    this.limitNanos = limit.toNanos();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!isAwaited(request)) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body;
    try {
      body = limiter.withoutPermit(() -> read(request));
    } catch (IOException failed) {
      if (!isTooSlow(failed)) {
        throw failed;
      }
      problems.write(request, response, new RefusedException(Reason.REQUEST_TIMEOUT, TOO_SLOW));
      return;
    }
    chain.doFilter(PlainJson.unread(request, body), response);
  }

  /** Whether something of the body is still to come. A chunked one may be: its end is not known. */
  private boolean isAwaited(HttpServletRequest request) throws IOException {
    int length = request.getContentLength();
    return length == UNKNOWN
        ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        : length <= maxBody && request.getInputStream().available() < length;
  }

  /** The container wraps the silence of a connection. */
  private static boolean isTooSlow(IOException failed) {
    return failed instanceof SocketTimeoutException
        || failed.getCause() instanceof SocketTimeoutException;
  }

  /** Up to one byte more than the limit, so that who limits bodies sees that it is too large. */
  private byte[] read(HttpServletRequest request) throws IOException {
    var body = new ByteArrayOutputStream();
    var chunk = new byte[CHUNK];
    long begin = System.nanoTime();
    while (body.size() <= maxBody) {
      int count = request.getInputStream().read(chunk);
      if (count < 0) {
        break;
      }
      body.write(chunk, 0, count);
      if (System.nanoTime() - begin > limitNanos) {
        throw new SocketTimeoutException(TOO_SLOW);
      }
    }
    return body.toByteArray();
  }
}
