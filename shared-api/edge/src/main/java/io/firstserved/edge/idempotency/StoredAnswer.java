package io.firstserved.edge.idempotency;

import io.firstserved.edge.PlainJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * An answer as it was given, with the headers that belong to it.
 *
 * @param status HTTP status
 * @param contentType null without a body
 * @param location where to look for what was made, if it was said
 * @param logIndex place in the log, if it was said
 * @param body as it was sent
 */
record StoredAnswer(
    int status,
    @Nullable String contentType,
    @Nullable String location,
    @Nullable String logIndex,
    byte[] body)
    implements IdempotentRequests.Begun {

  private static final String LOG_INDEX = "X-Log-Index";

  static StoredAnswer of(ContentCachingResponseWrapper given) {
    return new StoredAnswer(
        given.getStatus(),
        given.getContentType(),
        given.getHeader(HttpHeaders.LOCATION),
        given.getHeader(LOG_INDEX),
        given.getContentAsByteArray());
  }

  void giveAgain(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    set(response, HttpHeaders.LOCATION, location);
    set(response, LOG_INDEX, logIndex);
    if (contentType != null) {
      PlainJson.write(response, contentType, body);
    }
  }

  private static void set(HttpServletResponse response, String name, @Nullable String value) {
    if (value != null) {
      response.setHeader(name, value);
    }
  }
}
