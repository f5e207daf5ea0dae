package io.firstserved.servers;

import java.time.Duration;

/**
 * A real server running as a child process on 127.0.0.1, with the faults a test can inflict on it.
 * Not thread-safe.
 */
public abstract class EmbeddedServer implements AutoCloseable {

  /** Longest time a server may take for an orderly stop; MariaDB under load took 3 s. */
  private static final Duration STOP_GRACE = Duration.ofSeconds(15);

  private final int port;
  private ChildProcess process;

  /** Takes over a process that is ready. */
  EmbeddedServer(int port, ChildProcess process) {
    this.port = port;
    this.process = process;
  }

  /** Starts the process again on the same port and data and waits until it is ready. */
  abstract ChildProcess startAgain();

  /** The loopback address; nothing else is listened on. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port it listens on; the same after a restart. */
  public int port() {
    return port;
  }

  /** The process id; another one after a restart. */
  public long pid() {
    return process.pid();
  }

  /** The process, to watch it. */
  public ChildProcess process() {
    return process;
  }

  /** Whether the process runs (a paused one does). */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it at once, as {@code kill -9} does. Data that was not synced is not written any more. */
  public void kill() {
    process.kill();
  }

  /** Freezes it: connections stay open and new ones are accepted, nothing answers. */
  public void pause() {
    process.pause();
  }

  /** Ends a {@link #pause()}. */
  public void resume() {
    process.resume();
  }

  /** Starts it again on the same port and data after a {@link #kill()} or {@link #close()}. */
  public void restart() {
    if (process.isAlive()) {
      process.stop(STOP_GRACE);
    }
    process = startAgain();
  }

  /** Stops it in an orderly way; its data stays. */
  @Override
  public void close() {
    process.stop(STOP_GRACE);
  }
}
