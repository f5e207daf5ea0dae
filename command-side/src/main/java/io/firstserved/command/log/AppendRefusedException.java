package io.firstserved.command.log;

import org.axonframework.modelling.command.ConcurrencyException;

/**
 * The log refused to append an event, and nothing of the command is stored. Each kind says which
 * guard spoke, so that the caller knows what to do next.
 */
public sealed class AppendRefusedException extends ConcurrencyException {

  private AppendRefusedException(String message) {
    super(message);
  }

  /** The serial is in the log already, with another coupon: the unique event identifier (P1). */
  public static final class SerialTaken extends AppendRefusedException {
    SerialTaken(String eventIdentifier) {
      super("serial taken: " + eventIdentifier);
    }
  }

  /**
   * The stream has an event with this sequence number already: the unique stream position. For a
   * coupon's first event that means the user holds this coupon already (P2); otherwise another
   * command on the same aggregate was faster.
   */
  public static final class StreamPositionTaken extends AppendRefusedException {
    StreamPositionTaken(String aggregateIdentifier, long sequenceNumber) {
      super("stream position taken: " + aggregateIdentifier + " @ " + sequenceNumber);
    }
  }

  /**
   * The campaign has newer events than the ones the command was decided on (P3). Read it again and
   * decide again.
   */
  public static final class CampaignMoved extends AppendRefusedException {
    CampaignMoved(String campaignId, long decidedOn, long present) {
      super("campaign " + campaignId + " moved from " + decidedOn + " to " + present);
    }
  }
}
