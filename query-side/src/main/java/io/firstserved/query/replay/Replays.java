package io.firstserved.query.replay;

import io.firstserved.query.projection.Micros;
import io.firstserved.query.projection.Slot;
import io.firstserved.query.replay.Replay.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/** The stored replays. Leases go by the database's clock, so nodes need not agree on the time. */
@Component
class Replays {

  private static final RowMapper<Replay> REPLAY = (row, number) -> replay(row);
  private static final String OWNED = " WHERE projection = ? AND owner = ? AND status = ?";

  private final JdbcOperations jdbc;
  private final Clock clock;

  Replays(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  Optional<Replay> find(String projection) {
    return jdbc.query("SELECT * FROM replay WHERE projection = ?", REPLAY, projection).stream()
        .findFirst();
  }

  /** The same, and nobody changes it until the transaction ends. */
  Optional<Replay> lock(String projection) {
    return jdbc
        .query("SELECT * FROM replay WHERE projection = ? FOR UPDATE", REPLAY, projection)
        .stream()
        .findFirst();
  }

  List<Replay> all() {
    return jdbc.query("SELECT * FROM replay ORDER BY projection", REPLAY);
  }

  /** Begins anew, whatever was before. */
  void begin(String projection, Slot slot) {
    var now = Micros.of(clock.instant());
    jdbc.update(
        "REPLACE INTO replay (projection, slot, status, events, total_events, events_per_second,"
            + " started_at_micros, updated_at_micros) VALUES (?, ?, ?, 0, 0, 0, ?, ?)",
        projection,
        slot.number(),
        Status.CLEARING.name(),
        now,
        now);
  }

  /** Goes on to the next status, unless somebody else has changed it meanwhile. */
  void become(Replay replay, Status next) {
    jdbc.update(
        "UPDATE replay SET status = ?, owner = NULL, leased_until = NULL, fault = NULL,"
            + " updated_at_micros = ? WHERE projection = ? AND status = ?",
        next.name(),
        Micros.of(clock.instant()),
        replay.projection(),
        replay.status().name());
  }

  /** Takes an active replay that no other node holds; false if another does. */
  boolean claim(Replay replay, String node, Duration lease) {
    return jdbc.update(
            "UPDATE replay SET owner = ?, leased_until = "
                + leaseEnd(lease)
                + " WHERE projection = ? AND status = ?"
                + " AND (owner IS NULL OR owner = ? OR leased_until < UTC_TIMESTAMP(3))",
            node,
            replay.projection(),
            replay.status().name(),
            node)
        == 1;
  }

  /**
   * Whether the node still holds the replay in this status. If so nobody else takes it until the
   * transaction ends, and the lease begins anew.
   */
  boolean holds(Replay replay, String node, Duration lease) {
    return jdbc.update(
            "UPDATE replay SET leased_until = " + leaseEnd(lease) + OWNED,
            replay.projection(),
            node,
            replay.status().name())
        == 1;
  }

  void progress(
      String projection,
      long events,
      long totalEvents,
      long eventsPerSecond,
      @Nullable String fault) {
    jdbc.update(
        "UPDATE replay SET events = ?, total_events = ?, events_per_second = ?, fault = ?,"
            + " updated_at_micros = ? WHERE projection = ?",
        events,
        totalEvents,
        eventsPerSecond,
        fault,
        Micros.of(clock.instant()),
        projection);
  }

  void swapped(String projection) {
    var now = Micros.of(clock.instant());
    jdbc.update(
        "UPDATE replay SET status = ?, updated_at_micros = ?, finished_at_micros = ?"
            + " WHERE projection = ?",
        Status.SWAPPED.name(),
        now,
        now,
        projection);
  }

  void failed(Replay replay, String node, @Nullable String fault) {
    jdbc.update(
        "UPDATE replay SET fault = ? WHERE projection = ? AND owner = ?",
        fault,
        replay.projection(),
        node);
  }

  private static String leaseEnd(Duration lease) {
    return "UTC_TIMESTAMP(3) + INTERVAL "
        + TimeUnit.MILLISECONDS.toMicros(lease.toMillis())
        + " MICROSECOND";
  }

  private static Replay replay(ResultSet row) throws SQLException {
    var finished = row.getObject("finished_at_micros", Long.class);
    return new Replay(
        row.getString("projection"),
        Slot.of(row.getInt("slot")),
        Status.valueOf(row.getString("status")),
        row.getLong("events"),
        row.getLong("total_events"),
        row.getLong("events_per_second"),
        Micros.instant(row.getLong("started_at_micros")),
        finished == null ? null : Micros.instant(finished),
        row.getString("owner"),
        row.getString("fault"));
  }
}
