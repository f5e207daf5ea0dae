package io.firstserved.command.log;

import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many commands and one writer, in drawn schedules: whatever they see of the queue is what they
 * would see if one came after the other. Lincheck makes one of these for each schedule.
 */
@Tag("lincheck")
@Param(name = "command", gen = IntGen.class, conf = "1:4")
public class AppendQueueLincheckTest {

  private static final LogProperties LIMITS =
      LogLimits.with(Map.of("queue-limit", "3", "batch-limit", "2", "keep-alive", "0ms"));

  private final AppendQueue queue = new AppendQueue(LIMITS);

  /** A command joins; an even one is a rehearsal. */
  @Operation
  public String add(@Param(name = "command") int command) {
    try {
      queue.add(append(command));
      return "added";
    } catch (LogUnavailableException refused) {
      return refused.getClass().getSimpleName();
    }
  }

  private static Append append(int command) {
    var version = command % 2 == 0 ? Appends.REHEARSED : Appends.ISSUED;
    var row = Appends.append(1, 1, version).rows().getFirst();
    return new Append(List.of(named(row, "command-" + command)));
  }

  private static EventRow named(EventRow row, String name) {
    return new EventRow(
        name,
        row.aggregateIdentifier(),
        row.sequenceNumber(),
        row.type(),
        row.timeStamp(),
        row.payloadType(),
        row.payloadRevision(),
        row.payload(),
        row.metaData(),
        row.expectedVersion());
  }

  /** What the writer is handed. */
  @Operation(nonParallelGroup = "writer")
  public List<String> next() throws InterruptedException {
    return queue.next().stream().map(append -> append.rows().getFirst().eventIdentifier()).toList();
  }

  /** A shutdown. */
  @Operation
  public void close() {
    queue.close();
  }

  @Operation
  public boolean finished() {
    return queue.finished();
  }

  @Operation
  public int depth() {
    return queue.depth();
  }

  @Test
  void behavesAsIfOneCameAfterTheOtherUnderStress() {
    new StressOptions().iterations(10).invocationsPerIteration(300).check(getClass());
  }

  @Test
  void behavesAsIfOneCameAfterTheOtherInEveryScheduleTried() {
    new ModelCheckingOptions().iterations(8).invocationsPerIteration(60).check(getClass());
  }
}
