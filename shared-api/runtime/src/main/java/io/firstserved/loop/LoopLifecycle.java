package io.firstserved.loop;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/**
 * Starts loops with the application and stops them with it, in their order and in the reverse one,
 * each within its own limit.
 */
public final class LoopLifecycle implements SmartLifecycle {

  private final int phase;
  private final List<Loop> loops;
  private volatile boolean running;

  /**
   * @param phase when, among the application's lifecycles: higher is started later and stopped
   *     earlier
   */
  public LoopLifecycle(int phase, Loop... loops) {
    this.phase = phase;
    this.loops = List.of(loops);
  }

  @Override
  public void start() {
    loops.forEach(Loop::start);
    running = true;
  }

  @Override
  public void stop() {
    loops.reversed().forEach(Loop::stop);
    running = false;
  }

  /**
   * Beside the other lifecycles of the phase: loops that wait for the same silent server wait for
   * it together, not one after the other.
   */
  @Override
  public void stop(Runnable ended) {
    Thread.ofPlatform()
        .name("loops-stop")
        .start(
            () -> {
              try {
                stop();
              } finally {
                ended.run();
              }
            });
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return phase;
  }
}
