package io.firstserved.command.log;

/** Makes refusals of the log, for tests outside of this package. */
public final class AppendRefusals {

  private AppendRefusals() {}

  /** Another command on the same aggregate was faster. */
  public static AppendRefusedException rivalWasFaster() {
    return new AppendRefusedException.StreamPositionTaken("spring-sale", 1);
  }

  /** The serial belongs to another coupon. */
  public static AppendRefusedException serialTaken() {
    return new AppendRefusedException.SerialTaken("spring-sale#1");
  }

  /** The campaign has newer events than the decision took into account. */
  public static AppendRefusedException campaignMoved() {
    return new AppendRefusedException.CampaignMoved("spring-sale", 1, 2);
  }

  /** The queue in front of the log is full. */
  public static LogUnavailableException queueFull() {
    return new LogUnavailableException.QueueFull(1);
  }

  /** Nobody knows whether the event is stored. */
  public static LogUnavailableException outcomeUnknown() {
    return new LogUnavailableException.OutcomeUnknown(new IllegalStateException("cut"));
  }
}
