package io.firstserved.query.projection;

import java.util.List;

/**
 * A read model that is a fold of the log, written as any projection of Axon's: a bean with
 * {@code @EventHandler} methods. Axon resolves their parameters: the payload, {@code @Timestamp},
 * {@code @MetaDataValue} and, of this system, the batch's {@link BatchWriter}. Each event is handed
 * over once, whatever is redelivered; events without a handler are passed over.
 *
 * <p>The topic keeps the events of one aggregate in order and no others: a coupon's issue may come
 * before the creation of its campaign. What a projection keeps across aggregates must therefore
 * come out the same in any order (sums, minima, maxima).
 */
public interface Projection {

  /** What a projection's name looks like; the database takes no other. */
  String NAME_PATTERN = "[a-z-]{1,32}";

  /** Its name, for operators, meters and stored positions; also in the table {@code projection}. */
  String name();

  /** The tables it fills, each with the partitions {@code slot_0} and {@code slot_1}. */
  List<String> tables();

  /** Begins a batch into the given slot of its tables. */
  BatchWriter begin(Slot slot);
}
