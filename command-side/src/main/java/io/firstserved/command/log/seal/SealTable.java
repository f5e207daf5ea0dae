package io.firstserved.command.log.seal;

import io.firstserved.api.event.LogRow;
import io.firstserved.seal.CampaignSalt;
import io.firstserved.seal.SealBlock;
import io.firstserved.serialization.LogRows;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sealer's statements. All but the look at the head run inside the sealer's transaction. */
final class SealTable {

  private final JdbcClient jdbc;

  SealTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where the chain ends.
   *
   * @param block its last block's number, 0 before the first
   * @param lastIndex up to where the log is sealed
   * @param seal the last seal
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record End(long block, long lastIndex, byte[] seal) {}

  /** Whether it is this node's turn: nobody else is sealing, and until the commit nobody will. */
  boolean takeTurn() {
    return jdbc.sql("SELECT id FROM log_seal_turn WHERE id = 1 FOR UPDATE SKIP LOCKED")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  End end() {
    return jdbc.sql("SELECT block, last_index, seal FROM log_seal ORDER BY block DESC LIMIT 1")
        .query((row, n) -> new End(row.getLong(1), row.getLong(2), row.getBytes(3)))
        .optional()
        .orElse(new End(0, 0, SealBlock.GENESIS));
  }

  long head() {
    return jdbc.sql("SELECT head FROM log_position WHERE id = 1").query(Long.class).single();
  }

  List<LogRow> rows(long first, long last) {
    return jdbc.sql(LogRows.SELECT + " WHERE global_index BETWEEN ? AND ? ORDER BY global_index")
        .param(first)
        .param(last)
        .query((row, n) -> LogRows.read(row))
        .list();
  }

  Optional<byte[]> salt(String campaign) {
    return jdbc.sql("SELECT salt FROM log_seal_salt WHERE campaign_id = ?")
        .param(campaign)
        .query(byte[].class)
        .optional();
  }

  void addSalt(String campaign) {
    jdbc.sql("INSERT INTO log_seal_salt (campaign_id, salt) VALUES (?, ?)")
        .param(campaign)
        .param(CampaignSalt.draw())
        .update();
  }

  void add(long number, SealBlock block, byte[] seal) {
    jdbc.sql(
            "INSERT INTO log_seal (block, first_index, last_index, leaves, seal)"
                + " VALUES (?, ?, ?, ?, ?)")
        .param(number)
        .param(block.first())
        .param(block.last())
        .param(block.leaves())
        .param(seal)
        .update();
  }
}
