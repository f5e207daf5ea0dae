package io.firstserved.command.log.relay;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.LogNode;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * A node in a JVM of its own, to be killed: issues as fast as it can from many callers, writes a
 * line for each issue that the engine has answered, and relays all the while.
 *
 * <p>Arguments: JDBC URL, user, password, bootstrap servers, topic.
 */
public final class NodeUnderLoad {

  /** Ends each line that stands for an acknowledged command. */
  static final String ACKNOWLEDGED = " acknowledged";

  /** The campaign it issues for; user and serial count together. */
  static final CampaignId CAMPAIGN = new CampaignId("doomed");

  private static final int CALLERS = 50;

  private NodeUnderLoad() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    var database = LogDatabase.at(arguments[0], arguments[1], arguments[2]);
    var node = LogNode.on(database);
    var relay = new RelayNode(database, arguments[3], arguments[4], node.newEvents());
    var callers = new Semaphore(CALLERS);
    for (long serial = 1; ; serial++) {
      callers.acquire();
      long mine = serial;
      Thread.ofVirtual()
          .start(
              () -> {
                long index = node.issue(CAMPAIGN, mine);
                acknowledge(index + " doomed#" + mine);
                callers.release();
              });
    }
  }

  private static synchronized void acknowledge(String line) {
    System.out.println(line + ACKNOWLEDGED);
    System.out.flush();
  }

  /** Starts one in a JVM of its own, on this JVM's class path. */
  static Process start(LogDatabase database, String bootstrapServers, String topic)
      throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            NodeUnderLoad.class.getName(),
            database.getJdbcUrl(),
            database.getUsername(),
            database.getPassword(),
            bootstrapServers,
            topic)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
