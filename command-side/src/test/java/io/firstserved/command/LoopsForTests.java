package io.firstserved.command;

import io.firstserved.loop.Loop;
import io.firstserved.loop.LoopBody;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.LoopState;
import io.firstserved.loop.Loops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;

/** Runs one body as the application does, and ends it with the test. */
public final class LoopsForTests implements AutoCloseable {

  private final Loop loop;

  private LoopsForTests(Loop loop) {
    this.loop = loop;
  }

  public static LoopsForTests running(LoopBody body) {
    var loop =
        new Loops(Clock.systemUTC(), new SimpleMeterRegistry(), List.of())
            .loop("tested", LoopLimits.DEFAULT, body);
    loop.start();
    return new LoopsForTests(loop);
  }

  /** How it is doing. */
  public LoopState state() {
    return loop.state();
  }

  @Override
  public void close() {
    loop.stop();
  }
}
