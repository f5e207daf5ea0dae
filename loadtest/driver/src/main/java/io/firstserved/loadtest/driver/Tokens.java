package io.firstserved.loadtest.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.LongStream;

/**
 * A bearer token for every user, made before the load: while it lasts, signing costs the machine
 * that is measured nothing. Some 300 bytes each.
 */
final class Tokens {

  /** Most users that tokens are made for: 600 MB. */
  static final long MAX_USERS = 2_000_000;

  private static final String NAME = "first-served";
  private static final Duration VALIDITY = Duration.ofHours(2);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String[] tokens;

  private Tokens(String[] tokens) {
    this.tokens = tokens;
  }

  /**
   * Signs them on all cores.
   *
   * @param userPrefix what every subject begins with; a number follows
   * @param users how many, at most {@value #MAX_USERS}
   */
  static Tokens make(TokenKey key, String userPrefix, long users) {
    long ends = Instant.now().plus(VALIDITY).getEpochSecond();
    var header = encoded("{\"alg\":\"" + key.algorithm() + "\"}");
    return new Tokens(
        LongStream.range(0, users)
            .parallel()
            .mapToObj(n -> signed(key, header + "." + encoded(claims(userPrefix + n, ends))))
            .toArray(String[]::new));
  }

  private static String claims(String subject, long ends) {
    return "{\"sub\":\"%s\",\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d}"
        .formatted(subject, NAME, NAME, ends);
  }

  private static String signed(TokenKey key, String content) {
    return content + "." + BASE64.encodeToString(key.sign(content.getBytes(US_ASCII)));
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(US_ASCII));
  }

  /** The token of the user of the n-th request, from 0. */
  String of(long n) {
    return tokens[(int) (n % tokens.length)];
  }
}
