package io.firstserved.edge;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Small JSON bodies, read and written without the framework's converters. */
public final class PlainJson {

  private PlainJson() {}

  /**
   * Whether a request's body is JSON and nothing else: of a declared length up to the limit, in
   * UTF-8, not encoded further, and answered in JSON.
   *
   * @param limit largest length, in bytes
   */
  public static boolean isBodyOf(HttpServletRequest request, int limit) {
    long length = request.getContentLengthLong();
    return length >= 0
        && length <= limit
        && isJson(request.getContentType())
        && request.getHeader(HttpHeaders.CONTENT_ENCODING) == null
        && acceptsAnything(request.getHeader(HttpHeaders.ACCEPT));
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && (contentType.equalsIgnoreCase(MediaType.APPLICATION_JSON_VALUE)
            || contentType.equalsIgnoreCase("application/json; charset=utf-8")
            || contentType.equalsIgnoreCase("application/json;charset=utf-8"));
  }

  private static boolean acceptsAnything(@Nullable String accept) {
    return accept == null
        || accept.equals(MediaType.ALL_VALUE)
        || accept.equalsIgnoreCase(MediaType.APPLICATION_JSON_VALUE);
  }

  /**
   * Reads a body that {@link #isBodyOf} found to be plain.
   *
   * @throws IOException if the client does not send what it declared
   */
  public static byte[] read(HttpServletRequest request) throws IOException {
    return request.getInputStream().readNBytes(request.getContentLength());
  }

  /** The request with its body still to be read. */
  public static HttpServletRequest unread(HttpServletRequest request, byte[] body) {
    return new Unread(request, body);
  }

  /** Writes a whole body, with the headers that no cache and no browser misunderstands. */
  public static void write(HttpServletResponse response, byte[] body) throws IOException {
    write(response, MediaType.APPLICATION_JSON_VALUE, body);
  }

  /** The same, of another type. */
  public static void write(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static final class Unread extends HttpServletRequestWrapper {

    private final byte[] body;

    Unread(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Bytes(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Bytes extends ServletInputStream {

    private final ByteArrayInputStream bytes;

    Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("no asynchronous reading of what is there");
    }
  }
}
