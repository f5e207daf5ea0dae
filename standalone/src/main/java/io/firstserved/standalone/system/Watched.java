package io.firstserved.standalone.system;

import io.firstserved.servers.ChildProcess;

/** Something that must run as long as the system does. */
interface Watched {

  /** How the terminal calls it. */
  String name();

  /** Its present process. */
  ChildProcess process();

  /** Starts it again on the same port and data and waits until it is ready. */
  void startAgain();
}
