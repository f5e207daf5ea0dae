package io.firstserved.command.dispatch;

import io.firstserved.command.log.AppendReceipt.Appended;
import io.firstserved.command.log.identity.LogIdentity;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Tells the client how far the query side has to be to know what was just recorded. */
@Component
public final class LogIndex {

  /** Place in the log of the last event that an answer rests on: a text to be handed back as is. */
  public static final String HEADER = "X-Log-Index";

  private final LogIdentity identity;

  LogIndex(LogIdentity identity) {
    this.identity = identity;
  }

  /** The header's value for the event with this index. */
  public String text(long index) {
    return identity.position(index).text();
  }

  /** Adds the header, unless the command recorded nothing new. */
  public <B extends ResponseEntity.HeadersBuilder<B>> B in(B answer, Appended<?> appended) {
    return appended.lastIndex() > 0 ? answer.header(HEADER, text(appended.lastIndex())) : answer;
  }
}
