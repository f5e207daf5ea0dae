package io.firstserved.standalone.system;

import io.firstserved.servers.ServerStartException;
import java.nio.channels.FileLock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs a whole system as child processes of this JVM, from {@link #start()} to {@link #close()}.
 * One system to a data folder; what an earlier supervisor left behind there is ended first.
 */
public final class Supervisor {

  private final DataFolder folder;
  private final Blueprint blueprint;
  private final Terminal terminal;
  private final ProcessWatch watch;
  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Backing backing;
  private volatile @Nullable NodeTokens tokens;

  /** Held while this system runs; null before and after. */
  private volatile @Nullable FileLock lock;

  /** Nothing is touched before {@link #start()}. */
  public Supervisor(DataFolder folder, Blueprint blueprint, Terminal terminal) {
    this.folder = folder;
    this.blueprint = blueprint;
    this.terminal = terminal;
    this.watch = new ProcessWatch(terminal);
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @throws StartFailedException if another system runs on the folder, a port is taken, or a part
   *     does not start; everything started so far is stopped then
   */
  public Description start() {
    lock = folder.claim();
    try {
      return startClaimed();
    } catch (ServerStartException e) {
      close();
      throw new StartFailedException(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Description startClaimed() {
    var begin = Instant.now();
    endOrphans();
    PortCheck.check(blueprint);
    terminal.say("Starting First Served on " + folder.root());
    var secrets = Secrets.of(folder);
    var servers = new Backing(blueprint, folder, secrets, terminal);
    backing = servers;
    Together.run(
        servers::start,
        () -> Application.COMMAND_SIDE.prepare(folder, terminal),
        () -> Application.QUERY_SIDE.prepare(folder, terminal));
    servers.database().prepare(secrets);
    var handed = new NodeTokens(folder, secrets.signer(), Clock.systemUTC(), terminal);
    tokens = handed;
    handed.start();
    startNodes(new Nodes(blueprint, folder, secrets, servers));
    if (blueprint.highlyAvailable()) {
      terminal.say(new Beside(folder).up(blueprint).indent(2).stripTrailing());
    }
    var description = Inventory.of(blueprint, servers);
    description.write(folder);
    servers.watched().forEach(watch::over);
    nodes.forEach(watch::over);
    folder.markReady();
    terminal.say("Ready in " + Terminal.seconds(Duration.between(begin, Instant.now())) + ".");
    return description;
  }

  private void endOrphans() {
    var ended = Orphans.end(folder);
    if (!ended.isEmpty()) {
      terminal.say("Ended what an earlier run had left: " + String.join(", ", ended));
    }
    var strays = new Strays(folder);
    if (strays.supervisor().isPresent() || !strays.children().isEmpty()) {
      throw new StartFailedException(
          "A system still runs whose folder "
              + folder.root()
              + " was deleted: end it by ./first-served down");
    }
  }

  private void startNodes(Nodes plan) {
    nodes.addAll(plan.commandSide());
    nodes.addAll(plan.querySide());
    Together.run(nodes.stream().<Runnable>map(node -> () -> start(node)).toArray(Runnable[]::new));
  }

  private void start(Node node) {
    var begin = Instant.now();
    node.startAgain();
    terminal.part(
        node.name(),
        node.url(),
        "ready in " + Terminal.seconds(Duration.between(begin, Instant.now())));
  }

  /** Returns when the system was stopped. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  /**
   * Stops everything, applications first; data stays. Returns whether there was anything to do: a
   * folder that belongs to another supervisor is not touched.
   */
  public synchronized boolean close() {
    if (lock == null) {
      return false;
    }
    watch.end();
    var handed = tokens;
    if (handed != null) {
      handed.close();
    }
    new Beside(folder).down();
    Together.run(nodes.stream().<Runnable>map(node -> node::close).toArray(Runnable[]::new));
    var servers = backing;
    if (servers != null) {
      servers.close();
    }
    Orphans.end(folder); // what was just being started
    folder.release();
    lock = null;
    stopped.countDown();
    return true;
  }
}
