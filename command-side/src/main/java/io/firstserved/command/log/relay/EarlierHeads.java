package io.firstserved.command.log.relay;

import io.firstserved.api.event.TopicPartitions;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Works out the relay's memo for a place that it has passed, from the log: going back, the first
 * event of each partition. Events are spread over the partitions evenly, so that is a few dozen.
 */
final class EarlierHeads {

  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;

  EarlierHeads(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An event's place and the stream that says its partition. */
  private record Event(long index, String aggregateId) {}

  /**
   * The memo as it was at this place, if the topic had as many partitions then as now.
   *
   * @param memo as it is at a place that is not before this one
   */
  String memoAt(long index, String memo) {
    var heads = PartitionHeads.of(memo, 0);
    var searched = heads.cutAfter(index);
    for (var page = before(index + 1); !searched.isEmpty() && !page.isEmpty(); ) {
      page.forEach(event -> find(event, heads, searched));
      page = before(page.getLast().index());
    }
    return heads.memo();
  }

  private static void find(Event event, PartitionHeads heads, Set<Integer> searched) {
    int partition = TopicPartitions.of(event.aggregateId(), heads.partitions());
    if (searched.remove(partition)) {
      heads.advance(partition, event.index());
    }
  }

  /** In descending order. */
  private List<Event> before(long index) {
    return jdbc.sql(
            "SELECT global_index, aggregate_identifier FROM domain_event_entry"
                + " WHERE global_index < :index ORDER BY global_index DESC LIMIT :page")
        .param("index", index)
        .param("page", PAGE)
        .query((row, n) -> new Event(row.getLong(1), row.getString(2)))
        .list();
  }
}
