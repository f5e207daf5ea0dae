package io.firstserved.loop;

/**
 * Is called at the beginning of every turn of every loop, on the loop's thread. What it throws
 * fails the turn like anything else, which is how tests make every loop of an application fail.
 */
@FunctionalInterface
public interface TurnInterceptor {

  /**
   * A turn begins.
   *
   * @param loop the loop's name
   */
  void beforeTurn(String loop);
}
