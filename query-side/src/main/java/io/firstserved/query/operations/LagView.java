package io.firstserved.query.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event from the log into the read models, stage by stage.
 *
 * @param measuredAt when log, topic and positions were last all seen; null before the first time.
 *     What follows is as old as this, except the ages, which grow
 * @param logHead the log's highest index; null if it was never seen
 * @param incarnation the log's present life; null if it was never seen
 * @param topicHead the highest index in the topic; null if it was never seen
 * @param appendedPerSecond events that the log gained per second lately
 * @param projectedPerSecond events that the slowest projection took per second lately
 * @param relay what the topic lacks of the log
 * @param kafka what waits in the topic for the slowest projection
 * @param projector what the slowest projection lacks of the log
 * @param projections each projection
 */
record LagView(
    @Nullable Instant measuredAt,
    @Nullable Long logHead,
    @Nullable Long incarnation,
    @Nullable Long topicHead,
    double appendedPerSecond,
    double projectedPerSecond,
    Behind relay,
    Behind kafka,
    Behind projector,
    List<OfProjection> projections) {

  /**
   * How far a stage is behind.
   *
   * @param events how many events it lacks
   * @param seconds how long the oldest of them has been in the log
   */
  record Behind(long events, double seconds) {}

  /**
   * One projection.
   *
   * @param name which one
   * @param projected how many events it has taken; null if that was never seen
   * @param behind how far it is behind
   */
  record OfProjection(String name, @Nullable Long projected, Behind behind) {}
}
