package io.firstserved.edge;

import io.firstserved.api.Reason;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies over the limit: at once by their declared length, else while they are read. */
class BodyLimitFilter extends OncePerRequestFilter implements Ordered {

  /** Behind the security: who may not ask at all is told that. In front of who reads bodies. */
  private static final int ORDER = LOWEST_PRECEDENCE - 10;

  private static final long UNKNOWN_LENGTH = -1;

  private final long limit;
  private final Problems problems;
  private final ObjectProvider<LargeBodies> exceptions;

  BodyLimitFilter(
      EdgeProperties properties, Problems problems, ObjectProvider<LargeBodies> exceptions) {
    this.exceptions = exceptions;
    this.limit = properties.maxBodySize().toBytes();
    this.problems = problems;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        || exceptions.stream().anyMatch(exception -> exception.mayBeLarge(request));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long declared = request.getContentLengthLong();
    if (declared > limit) {
      problems.write(
          response, Reason.BODY_TOO_LARGE, "the body is larger than " + limit + " bytes");
    } else {
      chain.doFilter(declared == UNKNOWN_LENGTH ? new Limited(request, limit) : request, response);
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {

    private final long limit;

    Limited(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream(), limit);
    }
  }

  private static final class Counted extends ServletInputStream {

    private final ServletInputStream source;
    private final long limit;
    private long read;

    Counted(ServletInputStream source, long limit) {
      this.source = source;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int next = source.read();
      return counted(next < 0 ? 0 : 1, next);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int got = source.read(into, offset, length);
      return counted(Math.max(got, 0), got);
    }

    private int counted(int bytes, int answer) throws BodyTooLargeException {
      read += bytes;
      if (read > limit) {
        throw new BodyTooLargeException(limit);
      }
      return answer;
    }

    @Override
    public boolean isFinished() {
      return source.isFinished();
    }

    @Override
    public boolean isReady() {
      return source.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      source.setReadListener(listener);
    }
  }
}
