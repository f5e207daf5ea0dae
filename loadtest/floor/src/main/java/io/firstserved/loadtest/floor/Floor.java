package io.firstserved.loadtest.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gate, then group commit by one writer: what the service does, and nothing around it. */
final class Floor implements Issuer {

  private static final int QUEUE_LIMIT = 10_000;
  private static final int BATCH_LIMIT = 500;
  private static final String TAKE_INDEXES =
      "UPDATE floor_log_position SET head = LAST_INSERT_ID(head + ?) WHERE id = 1";
  private static final String INSERT =
      "INSERT INTO floor_event_entry (global_index, event_identifier, aggregate_identifier,"
          + " sequence_number, type, time_stamp, payload_type, payload_revision, payload, meta_data)"
          + " VALUES (?, ?, ?, 0, 'coupon', ?, 'coupon-issued', '1', ?, '{}')";

  private final FloorGate gate;
  private final Connection connection;
  private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);

  /** One coupon on its way into the log. */
  private record Append(
      String campaign, String user, long serial, Instant at, CompletableFuture<Void> committed) {

    String eventIdentifier() {
      return campaign + '#' + serial;
    }

    String couponId() throws Exception {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest((campaign + '\n' + user).getBytes(US_ASCII));
      return HexFormat.of().formatHex(bytes, 0, 13);
    }
  }

  Floor(FloorGate gate, Connection connection) throws SQLException {
    this.gate = gate;
    this.connection = connection;
    connection.setAutoCommit(false);
    Thread.ofPlatform().name("log-writer").start(this::write);
  }

  @Override
  public void create(String campaign, @Nullable Long quota) throws Exception {
    gate.create(campaign, quota);
  }

  @Override
  public long issue(String campaign, String user) throws Exception {
    var answer = gate.reserve(campaign, user);
    return switch ((String) answer.getFirst()) {
      case "SOLD_OUT" -> SOLD_OUT;
      case "ISSUED" -> ALREADY_ISSUED;
      case "GRANTED" -> append(campaign, user, (Long) answer.get(1), (Long) answer.get(3));
      default -> throw new IllegalStateException(answer.toString());
    };
  }

  private long append(String campaign, String user, long serial, long atMillis) throws Exception {
    var at = Instant.ofEpochMilli(atMillis);
    var append = new Append(campaign, user, serial, at, new CompletableFuture<>());
    queue.put(append);
    append.committed().get();
    return serial;
  }

  private void write() {
    var batch = new ArrayList<Append>();
    try (var takeIndexes = connection.prepareStatement(TAKE_INDEXES);
        var insert = connection.prepareStatement(INSERT)) {
      while (true) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, BATCH_LIMIT - 1);
        commit(batch, takeIndexes, insert);
        batch.forEach(append -> append.committed().complete(null));
        confirm(batch);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the floor's writer ended", e);
    }
  }

  private void commit(List<Append> batch, PreparedStatement takeIndexes, PreparedStatement insert)
      throws Exception {
    takeIndexes.setInt(1, batch.size());
    takeIndexes.executeUpdate();
    long index = lastInsertId() - batch.size();
    for (var append : batch) {
      insert.setLong(1, ++index);
      insert.setString(2, append.eventIdentifier());
      insert.setString(3, append.couponId());
      insert.setString(4, append.at().toString());
      insert.setBytes(5, payload(append));
      insert.addBatch();
    }
    insert.executeBatch();
    connection.commit();
  }

  private long lastInsertId() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT LAST_INSERT_ID()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void confirm(List<Append> batch) {
    var byCampaign = new HashMap<String, List<String>>();
    for (var append : batch) {
      byCampaign
          .computeIfAbsent(append.campaign(), first -> new ArrayList<>())
          .addAll(List.of(append.user(), "1", Long.toString(append.serial()), ""));
    }
    byCampaign.forEach((campaign, list) -> gate.confirm(campaign, list.toArray(String[]::new)));
  }

  private static byte[] payload(Append append) throws Exception {
    return """
        {"couponId":"%s","campaignId":"%s","userId":"%s","serial":%d,"ordinal":1,"reservedAt":"%s"}"""
        .formatted(
            append.couponId(), append.campaign(), append.user(), append.serial(), append.at())
        .getBytes(US_ASCII);
  }
}
