package io.firstserved.query.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;

/**
 * One server-sent event of an open page.
 *
 * @param event what it is
 * @param data the message as JSON, in one line
 */
@Schema(description = "One event of the stream: its fields, as the HTML standard names them")
record LiveEvent(
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            allowableValues = {HISTORY, SNAPSHOT})
        String event,
    @Schema(
            requiredMode = Schema.RequiredMode.REQUIRED,
            description = "JSON: the past of the lag, or what the page shows now")
        String data) {

  /** The lag's past; comes once, first. */
  static final String HISTORY = "history";

  /** What the page shows; comes again and again. */
  static final String SNAPSHOT = "snapshot";

  /** As it goes over the wire. */
  byte[] bytes() {
    return ("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}
