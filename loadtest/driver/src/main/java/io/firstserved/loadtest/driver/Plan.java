package io.firstserved.loadtest.driver;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to send, at which pace, for how long.
 *
 * @param targets where the command side's nodes listen; connections are dealt out in turn
 * @param campaign whose coupons are asked for
 * @param userPrefix what every user's id begins with; a number follows
 * @param users how many different users ask before the first asks again
 * @param connections how many connections are kept open, each with one request on its way at most
 * @param rate requests per second, evenly spaced; null: each connection asks again at once
 * @param maxLate how late a request may be sent before it is dropped; null: never dropped
 * @param warmUp how long to send before anything is measured
 * @param duration how long to measure
 * @param requests how many requests at most, warm-up included
 * @param timeout how long an answer may take before it counts as missing
 * @param startAt when to send the first request; null: as soon as every connection is open
 * @param headers further header lines
 * @param tokens the users' bearer tokens; null: none are sent
 * @param history where each answer is written, one JSON object a line; null: nowhere
 */
record Plan(
    List<URI> targets,
    String campaign,
    String userPrefix,
    long users,
    int connections,
    @Nullable Double rate,
    @Nullable Duration maxLate,
    Duration warmUp,
    Duration duration,
    long requests,
    Duration timeout,
    @Nullable Instant startAt,
    List<String> headers,
    @Nullable Tokens tokens,
    @Nullable Path history) {

  /** The user of the n-th request, from 0. */
  String user(long n) {
    return userPrefix + n % users;
  }

  /** The header line, with its end, in which that user's token is sent; empty without tokens. */
  String authorization(long n) {
    return tokens == null ? "" : "Authorization: Bearer " + tokens.of(n) + "\r\n";
  }
}
