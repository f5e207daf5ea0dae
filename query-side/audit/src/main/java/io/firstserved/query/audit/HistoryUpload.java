package io.firstserved.query.audit;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.LargeBodies;
import io.firstserved.query.audit.run.AuditProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Takes a history of answers into a temporary file, which its audit deletes. */
@Component
class HistoryUpload implements LargeBodies {

  private static final int BUFFER_BYTES = 1 << 16;

  private final AuditProperties limits;

  HistoryUpload(AuditProperties limits) {
    this.limits = limits;
  }

  @Override
  public boolean mayBeLarge(HttpServletRequest request) {
    return "/api/v1/audits".equals(request.getRequestURI())
        && MediaType.APPLICATION_NDJSON_VALUE.equals(request.getContentType());
  }

  /**
   * Receives it.
   *
   * @throws RefusedException BODY_TOO_LARGE if it is over its limit
   */
  Path receive(InputStream body) throws IOException {
    var file = Files.createTempFile("audit-answers-", ".ndjson");
    boolean whole = false;
    try (var out = Files.newOutputStream(file)) {
      var buffer = new byte[BUFFER_BYTES];
      long received = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        received += read;
        if (received > limits.historyLimit().toBytes()) {
          throw new RefusedException(
              Reason.BODY_TOO_LARGE, "a history may have " + limits.historyLimit());
        }
        out.write(buffer, 0, read);
      }
      whole = true;
      return file;
    } finally {
      if (!whole) {
        Files.deleteIfExists(file);
      }
    }
  }
}
