package io.firstserved.query.projection;

import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * A read model that is a fold of the log. A bean of this type is fed every event.
 *
 * <p>The topic keeps the events of one aggregate in order and no others: a coupon's issue may come
 * before the creation of its campaign. What a projection keeps across aggregates must therefore
 * come out the same in any order (sums, minima, maxima).
 */
public interface Projection {

  /** Its name, for operators, meters and stored positions; also in the table {@code projection}. */
  String name();

  /** The tables it fills, each with the partitions {@code slot_0} and {@code slot_1}. */
  List<String> tables();

  /**
   * Takes a batch into the given slot of its tables, within the caller's transaction. Each event is
   * handed over once, whatever is redelivered. Touches rows in the order of their keys, so that
   * nodes that share the work do not deadlock.
   *
   * @param payloads the batch; those of one aggregate in their order
   * @throws RuntimeException if an event cannot be taken, now or later; it becomes a dead letter.
   *     Failures of the database itself pass through and are tried again
   */
  void take(Slot slot, List<Object> payloads, JdbcOperations jdbc);
}
