package io.firstserved.standalone.system;

import io.firstserved.servers.ChildProcess;
import io.firstserved.servers.EmbeddedServer;

/** An embedded server that must run as long as the system does. */
record WatchedServer(String name, EmbeddedServer server) implements Watched {

  @Override
  public ChildProcess process() {
    return server.process();
  }

  @Override
  public void startAgain() {
    server.restart();
  }
}
