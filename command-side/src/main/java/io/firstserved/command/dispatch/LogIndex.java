package io.firstserved.command.dispatch;

import io.firstserved.command.log.AppendReceipt.Appended;
import org.springframework.http.ResponseEntity;

/** Tells the client how far the query side has to be to know what was just recorded. */
public final class LogIndex {

  /** Place in the log of the last event that an answer rests on. */
  public static final String HEADER = "X-Log-Index";

  private LogIndex() {}

  /** Adds the header, unless the command recorded nothing new. */
  public static <B extends ResponseEntity.HeadersBuilder<B>> B in(B answer, Appended<?> appended) {
    return appended.lastIndex() > 0
        ? answer.header(HEADER, Long.toString(appended.lastIndex()))
        : answer;
  }
}
