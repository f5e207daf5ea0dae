package io.firstserved.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process started by this JVM, with its output in a log file and its identity in a pid file.
 *
 * <p>It runs in a session of its own where the system has {@code setsid}: Ctrl-C in a terminal then
 * reaches only this JVM, which stops its children in order.
 */
public final class ChildProcess {

  /** A process that was killed frees its memory first; where nobody reaps it, it is never gone. */
  private static final long GONE_LIMIT_SECONDS = 10;

  private static final boolean HAS_SETSID = Files.isExecutable(Path.of("/usr/bin/setsid"));

  private final String name;
  private final Process process;
  private final ServerFolder folder;

  private ChildProcess(String name, Process process, ServerFolder folder) {
    this.name = name;
    this.process = process;
    this.folder = folder;
  }

  /**
   * Starts a program. It keeps the environment of this JVM, with the given additions.
   *
   * @param name what messages call it
   * @param command the program and its arguments; never a secret, which anybody could list
   * @param environment additions to the environment; secrets go here
   * @param folder where output and pid go, and its working directory
   * @throws ServerStartException if the program cannot be run
   */
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, ServerFolder folder) {
    try {
      Files.createDirectories(folder.data());
      Files.createDirectories(folder.log().getParent());
      var builder = new ProcessBuilder(inItsOwnSession(command)).directory(folder.data().toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      var process = builder.start();
      ProcessIdentity.of(process.toHandle()).writeTo(folder.pid());
      return new ChildProcess(name, process, folder);
    } catch (IOException e) {
      throw new ServerStartException(name + " could not be run: " + e.getMessage(), e);
    }
  }

  /** What messages call it. */
  public String name() {
    return name;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** The file with its output. */
  public Path log() {
    return folder.log();
  }

  /** Whether it runs (a paused process does). */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with the exit status when the process has ended. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Ends it at once, as {@code kill -9} does, with all that it has started, and waits until it is
   * gone.
   */
  public void kill() {
    end();
    forget();
  }

  private void end() {
    var started = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    started.forEach(ProcessHandle::destroyForcibly);
    // What is on its way out still holds its ports and its data.
    started.forEach(
        each -> each.onExit().completeOnTimeout(each, GONE_LIMIT_SECONDS, TimeUnit.SECONDS).join());
  }

  /** Stops it in its tracks (SIGSTOP): its port accepts connections, nothing answers. */
  public void pause() {
    signal("STOP");
  }

  /** Lets a paused process go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  /** Asks it to end, and ends it by force when it has not within the given time. */
  public void stop(Duration grace) {
    if (process.isAlive()) {
      resume();
      process.destroy();
    }
    try {
      process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      end();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
    forget();
  }

  private void forget() {
    try {
      Files.deleteIfExists(folder.pid());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> inItsOwnSession(List<String> command) {
    if (!HAS_SETSID) {
      return command;
    }
    // A child of this JVM leads no process group, so setsid replaces itself: the pid stays.
    var wrapped = new ArrayList<String>();
    wrapped.add("/usr/bin/setsid");
    wrapped.addAll(command);
    return wrapped;
  }
}
