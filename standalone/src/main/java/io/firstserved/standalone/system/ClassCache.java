package io.firstserved.standalone.system;

import io.firstserved.servers.ChildProcess;
import io.firstserved.servers.ServerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a JVM has learnt of an application in a training run (AOT cache, JEP 483, 514 and 515):
 * classes loaded and linked, methods profiled. Halves the work of a start (ADR 0064). The JVM
 * checks that it fits, and starts without it where it does not.
 *
 * @param module the application's name
 * @param jar the extracted jar; the cache lies beside it and goes with it at the next build
 */
record ClassCache(String module, Path jar) {

  /** Of each of the two steps; 10 to 15 s on two quiet cores. A start is not held up for longer. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** A shell's way, and Java's, to say that a process was ended by a signal. */
  private static final int ENDED_BY_SIGNAL = 128;

  /** The options to start with: none while there is no cache. */
  List<String> options() {
    return Files.exists(file()) ? List.of("-XX:AOTCache=" + file()) : List.of();
  }

  /**
   * Makes the cache unless it is there or could not be made for this build before. Never fails: a
   * node starts without as well.
   *
   * @param folder for the logs and the record of the processes that are run here
   */
  void train(ServerFolder folder, Terminal terminal) {
    if (Files.exists(file()) || Files.exists(failure())) {
      return;
    }
    var begin = Instant.now();
    try {
      run(folder, trainingRun());
      run(folder, creation());
      Files.move(draft(), file(), StandardCopyOption.ATOMIC_MOVE);
      terminal.part(
          module,
          "class cache",
          "made in " + Terminal.seconds(Duration.between(begin, Instant.now())) + ", once a build");
    } catch (IOException | RuntimeException e) {
      terminal.part(module, "class cache", "left out, starts take longer: " + e.getMessage());
    } finally {
      discard(draft());
      discard(configuration());
    }
  }

  /** One to a JVM: another one cannot read it. */
  private Path file() {
    return jar.resolveSibling("classes-" + System.getProperty("java.vm.version") + ".aot");
  }

  private Path draft() {
    return jar.resolveSibling("classes.draft");
  }

  private Path configuration() {
    return jar.resolveSibling("classes.aotconf");
  }

  /** Says that it is no use to try again. */
  private Path failure() {
    return jar.resolveSibling("classes.failed");
  }

  /**
   * Builds the application's whole context, without a server to talk to, and ends. All addresses
   * lead nowhere: a training run must not touch a system that happens to run here.
   */
  private List<String> trainingRun() {
    var command =
        new ArrayList<>(
            Jvm.application(
                jar,
                List.of(
                    "-XX:AOTMode=record",
                    "-XX:AOTConfiguration=" + configuration(),
                    "-Dspring.context.exit=onRefresh")));
    command.addAll(
        List.of(
            "--spring.flyway.enabled=false",
            "--spring.datasource.url=jdbc:mysql://127.0.0.1:1/training",
            "--spring.datasource.hikari.initialization-fail-timeout=-1",
            "--spring.data.redis.port=1",
            "--first-served.kafka.bootstrap-servers=127.0.0.1:1",
            "--first-served.log-database.url=jdbc:mysql://127.0.0.1:1/training",
            "--first-served.security.jwt.secret=training-only-training-only-training-only"));
    return command;
  }

  private List<String> creation() {
    return Jvm.application(
        jar,
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + configuration(),
            "-XX:AOTCache=" + draft()));
  }

  private void run(ServerFolder folder, List<String> command) throws IOException {
    var process = ChildProcess.start("class cache", command, Map.of(), folder);
    try {
      int status = process.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      if (status != 0) {
        throw new IOException("status " + giveUpAfter(status) + ", see " + process.log());
      }
    } catch (TimeoutException e) {
      throw new IOException("not done within " + LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.kill();
    }
  }

  /** What was ended by somebody may succeed next time; what failed by itself will not. */
  private int giveUpAfter(int status) throws IOException {
    if (status < ENDED_BY_SIGNAL) {
      Files.writeString(failure(), "status " + status);
    }
    return status;
  }

  private static void discard(Path file) {
    file.toFile().delete();
  }
}
