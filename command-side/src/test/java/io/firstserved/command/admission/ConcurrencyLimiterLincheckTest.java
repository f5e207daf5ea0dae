package io.firstserved.command.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests that come, end, and are timed out while the number of places changes, in drawn
 * schedules: who is started by whom, and in which order, is as if one came after the other. A
 * request that is started stands still until the thread that started it ends it. Lincheck makes one
 * of these for each schedule.
 */
@Tag("lincheck")
@Param(name = "request", gen = IntGen.class, conf = "1:9")
@Param(name = "places", gen = IntGen.class, conf = "1:3")
@Param(name = "thread", gen = ThreadIdGen.class)
public class ConcurrencyLimiterLincheckTest {

  private static final int MOST_THREADS = 8;

  /** What the operation on this thread has started. */
  private final ThreadLocal<List<Runnable>> startedHere = ThreadLocal.withInitial(ArrayList::new);

  /** What each thread has started and not ended. */
  private final List<Queue<Runnable>> standing = new ArrayList<>();

  /** What was run on this thread: each says its name. */
  private final ThreadLocal<List<Integer>> ran = ThreadLocal.withInitial(ArrayList::new);

  /** Whoever waits has waited too long, whenever that is looked at. */
  private final ConcurrencyLimiter limiter =
      new ConcurrencyLimiter(1, Duration.ZERO, request -> startedHere.get().add(request));

  public ConcurrencyLimiterLincheckTest() {
    for (int thread = 0; thread < MOST_THREADS; thread++) {
      standing.add(new ArrayDeque<>());
    }
  }

  /** A request comes; how many were started by that. */
  @Operation
  public int execute(@Param(name = "request") int request, @Param(name = "thread") int thread) {
    limiter.execute(() -> ran.get().add(request));
    return keep(thread);
  }

  private int keep(int thread) {
    var started = startedHere.get();
    int number = started.size();
    standing.get(thread).addAll(started);
    started.clear();
    return number;
  }

  /** The first that this thread has started ends, if there is one: who it was. */
  @Operation
  public List<Integer> end(@Param(name = "thread") int thread) {
    var first = standing.get(thread).poll();
    if (first != null) {
      first.run();
    }
    keep(thread);
    var names = List.copyOf(ran.get());
    ran.get().clear();
    return names;
  }

  /** Who has waited too long. */
  @Operation
  public List<Integer> turn() {
    limiter.turn(null);
    startedHere.get().forEach(Runnable::run);
    startedHere.get().clear();
    var names = List.copyOf(ran.get());
    ran.get().clear();
    return names;
  }

  /** The number of places changes; how many were started by that. */
  @Operation
  public int places(@Param(name = "places") int number, @Param(name = "thread") int thread) {
    limiter.places(number);
    return keep(thread);
  }

  @Operation
  public int taken() {
    return limiter.taken();
  }

  @Operation
  public int waiting() {
    return limiter.waiting();
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
