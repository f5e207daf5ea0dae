package io.firstserved.query.projection;

/**
 * More events were to be parked than the limit allows: the fault is then not in single events, and
 * the projection stops where it is instead of parking the whole log.
 */
public final class ParkingFullException extends RuntimeException {

  /** The limit was reached. */
  public ParkingFullException(String projection, long limit) {
    super("projection " + projection + " holds its limit of " + limit + " dead letters");
  }
}
