package io.firstserved.query.audit.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.api.event.LogRow;
import java.io.IOException;

/** Looks into an event's metadata, where that is needed to explain a finding. */
final class MetaDataReader {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private MetaDataReader() {}

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
}
