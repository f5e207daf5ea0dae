package io.firstserved.standalone.system;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes on record whose supervisor is gone. */
final class Orphans {

  /** Enough for a database to write its pages; data is safe without. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private Orphans() {}

  /** Ends them all at once and returns their names. */
  static List<String> end(DataFolder folder) {
    var recorded = folder.recorded();
    Together.run(
        recorded.stream().<Runnable>map(orphan -> () -> end(orphan)).toArray(Runnable[]::new));
    return recorded.stream().map(DataFolder.Recorded::name).toList();
  }

  /** The same of those that are on no record. */
  static List<String> end(List<Strays.Stray> strays) {
    Together.run(
        strays.stream()
            .<Runnable>map(stray -> () -> end(stray.process(), GRACE))
            .toArray(Runnable[]::new));
    return strays.stream().map(Strays.Stray::name).toList();
  }

  private static void end(DataFolder.Recorded orphan) {
    orphan.identity().find().ifPresent(process -> end(process, GRACE));
    orphan.file().toFile().delete();
  }

  /** Asks a process to end, and ends it by force after the grace. */
  static void end(ProcessHandle process, Duration grace) {
    process.destroy();
    try {
      process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
