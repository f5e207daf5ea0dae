package io.firstserved.command.log.tail;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far each follower came, and which node is at work, in the log's database and by its clock. A
 * new owner gets the next fence number; what is stored under an older one is refused.
 */
final class FollowerPositions {

  private static final String LEASE_END =
      " lease_until = UTC_TIMESTAMP(3) + INTERVAL :micros MICROSECOND";

  private final JdbcClient jdbc;

  FollowerPositions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a follower goes on from. */
  record Position(long index, String memo, long fencingToken) {}

  /** Makes sure that the follower has a position: the log's beginning, if it is new. */
  void create(String follower, String memo) {
    jdbc.sql(
            "INSERT IGNORE INTO log_follower (name, position, memo, owner, fence, lease_until)"
                + " VALUES (:name, 0, :memo, NULL, 0, UTC_TIMESTAMP(3))")
        .param("name", follower)
        .param("memo", memo)
        .update();
  }

  /** Takes the lease if it is free, has run out, or is this owner's already. */
  Optional<Position> acquire(String follower, String owner, Duration length) {
    int taken =
        jdbc.sql(
                "UPDATE log_follower SET owner = :owner, fence = fence + 1,"
                    + LEASE_END
                    + " WHERE name = :name"
                    + " AND (owner IS NULL OR owner = :owner OR lease_until < UTC_TIMESTAMP(3))")
            .param("owner", owner)
            .param("micros", length.toNanos() / 1_000)
            .param("name", follower)
            .update();
    return taken == 0
        ? Optional.empty()
        : jdbc.sql(
                "SELECT position, memo, fence FROM log_follower"
                    + " WHERE name = :name AND owner = :owner")
            .param("name", follower)
            .param("owner", owner)
            .query((row, n) -> new Position(row.getLong(1), row.getString(2), row.getLong(3)))
            .optional();
  }

  void renew(String follower, long fencingToken, Duration length) {
    int renewed =
        jdbc.sql("UPDATE log_follower SET" + LEASE_END + " WHERE name = :name AND fence = :fence")
            .param("micros", length.toNanos() / 1_000)
            .param("name", follower)
            .param("fence", fencingToken)
            .update();
    requireOwned(renewed, follower);
  }

  /** Stores a position and renews the lease. */
  void store(String follower, Position position, Duration length) {
    int stored =
        jdbc.sql(
                "UPDATE log_follower SET position = :position, memo = :memo,"
                    + LEASE_END
                    + " WHERE name = :name AND fence = :fence")
            .param("position", position.index())
            .param("memo", position.memo())
            .param("micros", length.toNanos() / 1_000)
            .param("name", follower)
            .param("fence", position.fencingToken())
            .update();
    requireOwned(stored, follower);
  }

  /** Gives the lease up, so that another node need not wait for its end. */
  void release(String follower, long fencingToken) {
    jdbc.sql("UPDATE log_follower SET owner = NULL WHERE name = :name AND fence = :fence")
        .param("name", follower)
        .param("fence", fencingToken)
        .update();
  }

  private static void requireOwned(int rows, String follower) {
    if (rows == 0) {
      throw new LeaseLostException(follower);
    }
  }
}
