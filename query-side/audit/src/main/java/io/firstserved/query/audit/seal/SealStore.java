package io.firstserved.query.audit.seal;

import io.firstserved.query.audit.source.SourceUnavailableException;
import io.firstserved.seal.CampaignSalt;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The seals and salts in the log's database, for reading. */
public final class SealStore implements Salts {

  /** Blocks read at once: 3 MB at the sealer's default block size. */
  private static final int PAGE = 100;

  private final JdbcClient jdbc;
  private final Map<String, Salts.Salt> salts = new HashMap<>();

  /** A view of one audit; it remembers the salts it has read. */
  public SealStore(DataSource log) {
    this.jdbc = JdbcClient.create(log);
  }

  /** The number of the last block there is now; 0 if nothing is sealed. */
  public long lastBlock() {
    try {
      return jdbc.sql("SELECT COALESCE(MAX(block), 0) FROM log_seal").query(Long.class).single();
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the seals cannot be read", unreachable);
    }
  }

  /** Whether the chain has this head. */
  public boolean has(SealedHead head) {
    try {
      return jdbc.sql("SELECT seal FROM log_seal WHERE block = ?")
          .param(head.block())
          .query((row, n) -> HexFormat.of().formatHex(row.getBytes(1)))
          .optional()
          .filter(head.seal()::equals)
          .isPresent();
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the seals cannot be read", unreachable);
    }
  }

  /**
   * Up to where the log was sealed before the block that seals this event. Of an event that tells
   * of an incarnation: up to where it was sealed when that began, because before it nothing was
   * sealed on top of a log that had lost its end, and the next block has it. Where more than a
   * block's events were not sealed then, a few blocks more.
   */
  public long sealedBefore(long index) {
    try {
      return jdbc.sql("SELECT COALESCE(MAX(last_index), 0) FROM log_seal WHERE last_index < ?")
          .param(index)
          .query(Long.class)
          .single();
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the seals cannot be read", unreachable);
    }
  }

  /** The blocks up to this one in order, then null. */
  public Supplier<@Nullable StoredSeal> blocks(long lastBlock) {
    Deque<StoredSeal> page = new ArrayDeque<>();
    var last = new long[1];
    return () -> {
      if (page.isEmpty()) {
        fill(page, last[0], lastBlock);
      }
      var next = page.poll();
      last[0] = next == null ? Long.MAX_VALUE : next.block();
      return next;
    };
  }

  private void fill(Deque<StoredSeal> page, long after, long lastBlock) {
    try {
      jdbc.sql(
              "SELECT block, first_index, last_index, leaves, seal FROM log_seal"
                  + " WHERE block > ? AND block <= ? ORDER BY block LIMIT ?")
          .param(after)
          .param(lastBlock)
          .param(PAGE)
          .query(
              (row, n) ->
                  new StoredSeal(
                      row.getLong(1),
                      row.getLong(2),
                      row.getLong(3),
                      row.getBytes(4),
                      row.getBytes(5)))
          .list()
          .forEach(page::add);
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the seals cannot be read", unreachable);
    }
  }

  @Override
  public Salt of(String campaign) {
    return salts.computeIfAbsent(campaign, this::read);
  }

  private Salt read(String campaign) {
    try {
      return jdbc.sql("SELECT salt FROM log_seal_salt WHERE campaign_id = ?")
          .param(campaign)
          .query((row, n) -> salt(campaign, row.getBytes(1)))
          .optional()
          .orElse(new Salt.Unknown());
    } catch (DataAccessException unreachable) {
      throw new SourceUnavailableException("the salts cannot be read", unreachable);
    }
  }

  private static Salt salt(String campaign, byte[] bytes) {
    boolean destroyed = Arrays.equals(bytes, new byte[CampaignSalt.LENGTH]);
    return destroyed ? new Salt.Destroyed() : new Salt.Kept(new CampaignSalt(campaign, bytes));
  }
}
