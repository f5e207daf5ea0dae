package io.firstserved.edge.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The requests that came with a key, and their answers, in the application's own database: the
 * table {@code idempotent_request}. Dated by the database, so that nodes need not agree on the
 * time. Every method is one or a few statements, each of them whole by itself; thread-safe.
 */
final class IdempotentRequests {

  private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);

  /** As many as go at a time, where one comes. */
  private static final int EXPIRED_AT_ONCE = 10;

  private static final long MICROS_PER_MILLI = 1_000;

  private final JdbcClient jdbc;
  private final IdempotencyProperties limits;

  IdempotentRequests(JdbcClient jdbc, IdempotencyProperties limits) {
    this.jdbc = jdbc;
    this.limits = limits;
  }

  /** What is to be done about a request. */
  sealed interface Begun permits Attempt, StoredAnswer, Refusal {}

  /**
   * It is to be carried out.
   *
   * @param number of the attempts at it, from 1; only the last one's answer is kept
   */
  record Attempt(IdempotentRequest request, int number) implements Begun {}

  /** Why it is neither carried out nor answered. */
  enum Refusal implements Begun {
    /** The key was another request's. */
    REUSED,
    /** The same request is under way. */
    UNDER_WAY
  }

  /**
   * Takes the request on, or finds what became of it. Of several at the same time, on whatever
   * nodes, one takes it on.
   *
   * @throws DataAccessException if the database does not answer; nothing is to be done then
   */
  Begun begin(IdempotentRequest request) {
    if (insert(request)) {
      deleteExpired();
      return new Attempt(request, 1);
    }
    return find(request).map(found -> takeUp(request, found)).orElse(Refusal.UNDER_WAY);
  }

  private boolean insert(IdempotentRequest request) {
    return jdbc.sql(
                """
                INSERT IGNORE INTO idempotent_request (id, fingerprint, attempt, under_way_since, expires_at)
                VALUES (:id, :fingerprint, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL :retention MICROSECOND)
                """)
            .param("id", request.id())
            .param("fingerprint", request.fingerprint())
            .param("retention", limits.retention().toMillis() * MICROS_PER_MILLI)
            .update()
        == 1;
  }

  private Optional<Found> find(IdempotentRequest request) {
    return jdbc.sql(
            """
            SELECT fingerprint, attempt, expires_at <= UTC_TIMESTAMP(3) AS expired,
              under_way_since > UTC_TIMESTAMP(3) - INTERVAL :limit MICROSECOND AS under_way,
              status, content_type, location, log_index, body
            FROM idempotent_request WHERE id = :id
            """)
        .param("id", request.id())
        .param("limit", limits.attemptLimit().toMillis() * MICROS_PER_MILLI)
        .query((row, number) -> Found.of(row))
        .optional();
  }

  private Begun takeUp(IdempotentRequest request, Found found) {
    if (!found.expired && !found.fingerprint.equals(request.fingerprint())) {
      return Refusal.REUSED;
    }
    if (!found.expired && found.answer.isPresent()) {
      return found.answer.get();
    }
    var next = new Attempt(found.expired ? request : request.onceMore(), found.attempt + 1);
    return found.underWay || !takeOver(next) ? Refusal.UNDER_WAY : next;
  }

  private boolean takeOver(Attempt next) {
    return jdbc.sql(
                """
                UPDATE idempotent_request
                SET fingerprint = :fingerprint, attempt = attempt + 1, under_way_since = UTC_TIMESTAMP(3),
                  expires_at = UTC_TIMESTAMP(3) + INTERVAL :retention MICROSECOND,
                  status = NULL, content_type = NULL, location = NULL, log_index = NULL, body = NULL
                WHERE id = :id AND attempt = :before
                """)
            .param("fingerprint", next.request.fingerprint())
            .param("retention", limits.retention().toMillis() * MICROS_PER_MILLI)
            .param("id", next.request.id())
            .param("before", next.number - 1)
            .update()
        == 1;
  }

  /** Keeps the answer, unless the attempt was taken for abandoned meanwhile. */
  void answered(Attempt attempt, StoredAnswer answer) {
    jdbc.sql(
            """
            UPDATE idempotent_request
            SET under_way_since = NULL, status = :status, content_type = :type, location = :location,
              log_index = :index, body = :body
            WHERE id = :id AND attempt = :attempt
            """)
        .param("status", answer.status())
        .param("type", answer.contentType())
        .param("location", answer.location())
        .param("index", answer.logIndex())
        .param("body", answer.body())
        .param("id", attempt.request.id())
        .param("attempt", attempt.number)
        .update();
  }

  /** A repetition may carry it out at once; the key remains this request's. */
  void failed(Attempt attempt) {
    jdbc.sql(
            "UPDATE idempotent_request SET under_way_since = NULL WHERE id = :id AND attempt = :attempt")
        .param("id", attempt.request.id())
        .param("attempt", attempt.number)
        .update();
  }

  /** Nothing was begun: the key may become another request's. */
  void forget(Attempt attempt) {
    jdbc.sql("DELETE FROM idempotent_request WHERE id = :id AND attempt = :attempt")
        .param("id", attempt.request.id())
        .param("attempt", attempt.number)
        .update();
  }

  /** With every new request, so that there are never many more than come while one is kept. */
  private void deleteExpired() {
    try {
      jdbc.sql(
              "DELETE FROM idempotent_request WHERE expires_at <= UTC_TIMESTAMP(3)"
                  + " ORDER BY expires_at LIMIT "
                  + EXPIRED_AT_ONCE)
          .update();
    } catch (DataAccessException nextTime) {
      LOG.debug("expired requests are deleted later: {}", nextTime.getMessage());
    }
  }

  private record Found(
      String fingerprint,
      int attempt,
      boolean expired,
      boolean underWay,
      Optional<StoredAnswer> answer) {

    static Found of(ResultSet row) throws SQLException {
      int status = row.getInt("status");
      var answer =
          status == 0
              ? Optional.<StoredAnswer>empty()
              : Optional.of(
                  new StoredAnswer(
                      status,
                      row.getString("content_type"),
                      row.getString("location"),
                      row.getString("log_index"),
                      row.getBytes("body")));
      return new Found(
          row.getString("fingerprint"),
          row.getInt("attempt"),
          row.getBoolean("expired"),
          row.getBoolean("under_way"),
          answer);
    }
  }
}
