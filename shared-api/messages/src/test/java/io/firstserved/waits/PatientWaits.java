package io.firstserved.waits;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every test wait a minute for what it awaits, unless it says otherwise: Awaitility's ten
 * seconds measure the machine on a day when it is slow. Found by the launcher as a service.
 */
public final class PatientWaits implements LauncherSessionListener {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(LIMIT);
  }
}
