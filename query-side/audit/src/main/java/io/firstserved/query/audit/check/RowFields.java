package io.firstserved.query.audit.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.api.event.LogRow;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Looks into an event's raw JSON, where that is needed to explain a finding. */
final class RowFields {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RowFields() {}

  /**
   * The sequence number of the campaign's last event that an issue was decided on; −1 if the
   * metadata does not say, which explains nothing.
   */
  static long campaignVersion(LogRow row) {
    try {
      return MAPPER.readTree(row.metaData()).path("campaignVersion").asLong(-1);
    } catch (IOException unreadable) {
      return -1;
    }
  }

  /** Whether an issue says that it was decided on a campaign neither paused nor closed. */
  static boolean campaignRunning(LogRow row) {
    try {
      return MAPPER.readTree(row.metaData()).path("campaignRunning").asBoolean(false);
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** The user an issue names; null if it names none. */
  static @Nullable String user(LogRow row) {
    try {
      return MAPPER.readTree(row.payload()).path("userId").asText(null);
    } catch (IOException unreadable) {
      return null;
    }
  }
}
