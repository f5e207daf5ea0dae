package io.firstserved.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds how many places one client has at the same time, so that it leaves some to others. Holds
 * only those who have one. Thread-safe.
 */
public final class PlacesPerClient {

  private final int limit;
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  /**
   * @param limit most places of one client, from 1
   */
  public PlacesPerClient(int limit) {
    this.limit = limit;
  }

  /**
   * Takes a place, which is to be {@link #leave left}; false if the client has all that are its.
   */
  public boolean take(String client) {
    if (taken.merge(client, 1, Integer::sum) <= limit) {
      return true;
    }
    leave(client);
    return false;
  }

  /** Gives a place back. */
  public void leave(String client) {
    taken.computeIfPresent(client, (name, places) -> places == 1 ? null : places - 1);
  }
}
