package io.firstserved.command.log;

import java.util.List;
import java.util.Optional;

/** Finds in the log what a request with an idempotency key has done, if it did anything. */
public interface RequestsInLog {

  /**
   * An aggregate's history up to the event that the request was recorded by; empty if it recorded
   * none there.
   *
   * @param aggregate the aggregate's identifier
   * @param request the request's digest, as in the event's {@link EventMetaData#REQUEST}
   */
  Optional<History> find(String aggregate, String request);

  /**
   * What an aggregate went through.
   *
   * @param events payloads in order, from its first event on
   * @param globalIndex place in the log of the last of them
   */
  record History(List<Object> events, long globalIndex) {}
}
