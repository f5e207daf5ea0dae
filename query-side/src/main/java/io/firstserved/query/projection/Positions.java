package io.firstserved.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

/**
 * The stored positions. Whoever writes rows of a run holds a shared lock on the projection's live
 * slot and the locks of the positions it moves, until its transaction ends: two nodes that both
 * believe they own a partition take turns, and the second finds its records already taken.
 */
@Component
public class Positions {

  private static final RowMapper<Position> POSITION = (row, number) -> position(row);

  /** Every column but the long one, which only who takes events has to know. */
  private static final String WITHOUT_RECENT =
      "partition_no, next_offset, log_id, incarnation, highest_index, events, gap_before,"
          + " divergence, NULL AS recent, node";

  private final JdbcOperations jdbc;

  Positions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The live slot of every projection. */
  public Map<String, Slot> liveSlots() {
    return liveSlots("SELECT name, live_slot FROM projection");
  }

  /** The same, and keeps it so until the transaction ends. */
  public Map<String, Slot> holdLiveSlots() {
    return liveSlots("SELECT name, live_slot FROM projection LOCK IN SHARE MODE");
  }

  private Map<String, Slot> liveSlots(String sql) {
    var slots = new HashMap<String, Slot>();
    jdbc.query(
        sql,
        row -> {
          slots.put(row.getString(1), Slot.of(row.getInt(2)));
        });
    return slots;
  }

  /** Every position of a run, by partition; without the events it took last. */
  public Map<Integer, Position> of(String projection, Slot slot) {
    return byPartition(
        "SELECT " + WITHOUT_RECENT + " FROM projection_position WHERE projection = ? AND slot = ?",
        projection,
        slot);
  }

  /** The positions of a run in its other partitions than these, which are some. */
  Collection<Position> others(Run run, Collection<Integer> partitions) {
    return byPartition(
            "SELECT * FROM projection_position WHERE projection = ? AND slot = ?"
                + " AND partition_no NOT IN "
                + list(partitions),
            run.name(),
            run.slot())
        .values();
  }

  private Map<Integer, Position> byPartition(String sql, String projection, Slot slot) {
    var positions = new TreeMap<Integer, Position>();
    jdbc.query(sql, POSITION, projection, slot.number())
        .forEach(position -> positions.put(position.partition(), position));
    return positions;
  }

  private static String list(Collection<Integer> partitions) {
    return partitions.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  /** The positions of every projection's live run, by projection. */
  public Map<String, List<Position>> live() {
    var live = new TreeMap<String, List<Position>>();
    jdbc.query(
        "SELECT position.* FROM projection_position position JOIN projection run"
            + " ON run.name = position.projection AND run.live_slot = position.slot"
            + " ORDER BY position.projection, position.partition_no",
        row -> {
          live.computeIfAbsent(row.getString("projection"), name -> new ArrayList<>())
              .add(position(row));
        });
    return live;
  }

  /** Forgets how far a run is. */
  public void forget(Run run) {
    jdbc.update(
        "DELETE FROM projection_position WHERE projection = ? AND slot = ?",
        run.name(),
        run.slot().number());
  }

  /**
   * Makes the run's slot the live one, once every writer of the projection has ended its
   * transaction; they wait with their next until the caller's ends.
   */
  public void makeLive(Run run) {
    jdbc.update(
        "UPDATE projection SET live_slot = ? WHERE name = ?", run.slot().number(), run.name());
  }

  /**
   * Keeps every writer of the projection's live run waiting until the caller's transaction ends.
   */
  public Slot holdWriters(String projection) {
    var slot =
        jdbc.queryForObject(
            "SELECT live_slot FROM projection WHERE name = ? FOR UPDATE",
            Integer.class,
            projection);
    return Slot.of(Objects.requireNonNull(slot));
  }

  /**
   * Locks a run's positions in these partitions until the transaction ends, making missing ones.
   */
  public Map<Integer, Position> lock(Run run, Collection<Integer> partitions) {
    var locked = tryLock(run, partitions);
    if (locked.size() < partitions.size()) {
      create(run, partitions);
      locked = tryLock(run, partitions);
    }
    return locked;
  }

  private Map<Integer, Position> tryLock(Run run, Collection<Integer> partitions) {
    return byPartition(
        "SELECT * FROM projection_position WHERE projection = ? AND slot = ? AND partition_no IN "
            + list(partitions)
            + " ORDER BY partition_no FOR UPDATE",
        run.name(),
        run.slot());
  }

  /** Makes the positions of these partitions that a run does not have. */
  public void create(Run run, Collection<Integer> partitions) {
    for (var partition : partitions) {
      jdbc.update(
          "INSERT IGNORE INTO projection_position"
              + " (projection, slot, partition_no, next_offset, highest_index, events, node)"
              + " VALUES (?, ?, ?, 0, 0, 0, '')",
          run.name(),
          run.slot().number(),
          partition);
    }
  }

  /** Moves a run's positions. */
  void save(Run run, List<Position> positions) {
    if (positions.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        "UPDATE projection_position SET next_offset = ?, log_id = ?, incarnation = ?,"
            + " highest_index = ?, events = ?, gap_before = ?, divergence = ?, recent = ?, node = ?"
            + " WHERE projection = ? AND slot = ? AND partition_no = ?",
        positions,
        positions.size(),
        (statement, position) -> {
          statement.setLong(1, position.nextOffset());
          statement.setInt(2, position.log());
          statement.setLong(3, position.incarnation());
          statement.setLong(4, position.highestIndex());
          statement.setLong(5, position.events());
          statement.setObject(6, position.gapBefore());
          statement.setString(7, position.divergence());
          statement.setBytes(8, position.recent().stored());
          statement.setString(9, position.node());
          statement.setString(10, run.name());
          statement.setInt(11, run.slot().number());
          statement.setInt(12, position.partition());
        });
  }

  private static Position position(ResultSet row) throws SQLException {
    return new Position(
        row.getInt("partition_no"),
        row.getLong("next_offset"),
        row.getInt("log_id"),
        row.getLong("incarnation"),
        row.getLong("highest_index"),
        row.getLong("events"),
        row.getObject("gap_before", Long.class),
        row.getString("divergence"),
        RecentEvents.read(row.getBytes("recent"), row.getLong("highest_index")),
        row.getString("node"));
  }
}
