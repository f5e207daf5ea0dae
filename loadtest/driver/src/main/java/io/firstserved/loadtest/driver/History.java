package io.firstserved.loadtest.driver;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes what each user was told, one JSON object a line, for the audit to compare with the log and
 * for {@code loadtest/judge}. A request without an answer has status 0. When it was sent and when
 * its answer was there is told in nanoseconds of {@link System#nanoTime()}.
 */
final class History implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 18;
  private static final int NO_ANSWER = 0;

  private final OutputStream out;
  private final String campaign;
  private final boolean kept;

  History(@Nullable Path file, String campaign) throws IOException {
    this.kept = file != null;
    this.out =
        file == null
            ? OutputStream.nullOutputStream()
            : new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
    this.campaign = campaign;
  }

  void answered(String user, Answer answer, long sentAt, long now) {
    if (!kept) {
      return;
    }
    var line = begin(user, answer.status(), sentAt, now);
    text(line, "couponId", answer.member("couponId"));
    number(line, "serial", answer.member("serial"));
    text(line, "reason", answer.member("reason"));
    write(line);
  }

  void unanswered(String user, long sentAt, long now) {
    if (kept) {
      write(begin(user, NO_ANSWER, sentAt, now));
    }
  }

  private StringBuilder begin(String user, int status, long sentAt, long now) {
    var line = new StringBuilder(240).append('{');
    line.append("\"userId\":\"").append(user).append("\",\"campaignId\":\"").append(campaign);
    line.append("\",\"called\":").append(sentAt).append(",\"returned\":").append(now);
    return line.append(",\"status\":").append(status);
  }

  private static void text(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.append(",\"").append(name).append("\":\"").append(value).append('"');
    }
  }

  private static void number(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.append(",\"").append(name).append("\":").append(value);
    }
  }

  private void write(StringBuilder line) {
    try {
      out.write(line.append("}\n").toString().getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
