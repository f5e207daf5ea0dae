package io.firstserved.loadtest.driver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of one HTTP/1.1 answer until it is complete. Reused for the next one. */
final class Answer {

  private static final int USUAL_SIZE_BYTES = 4_096;
  private static final int NOT_YET = -1;
  private static final int CHUNKED = -2;
  private static final String LAST_CHUNK = "0\r\n\r\n";

  private byte[] bytes = new byte[USUAL_SIZE_BYTES];
  private int length;
  private int bodyStart = NOT_YET;
  private int bodyLength = NOT_YET;
  private boolean closing;

  /** Takes what was read. */
  void add(ByteBuffer read) {
    if (length + read.remaining() > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + read.remaining()));
    }
    int added = read.remaining();
    read.get(bytes, length, added);
    length += added;
    if (bodyStart == NOT_YET) {
      readHead();
    }
  }

  boolean complete() {
    if (bodyStart == NOT_YET) {
      return false;
    }
    return bodyLength == CHUNKED ? endsWithLastChunk() : length >= bodyStart + bodyLength;
  }

  int status() {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
  }

  /** Whether the server will close the connection after this answer. */
  boolean closing() {
    return closing;
  }

  /**
   * The value of a top-level member of the JSON body, as text. Good enough for the flat bodies of
   * the issue command, and free of the cost of a parser.
   */
  @Nullable String member(String name) {
    var body = new String(bytes, bodyStart, length - bodyStart, ISO_8859_1);
    int key = body.indexOf('"' + name + "\":");
    if (key < 0) {
      return null;
    }
    int start = key + name.length() + 3;
    if (body.charAt(start) == '"') {
      return body.substring(start + 1, body.indexOf('"', start + 1));
    }
    int end = start;
    while (",}\r".indexOf(body.charAt(end)) < 0) {
      end++;
    }
    return body.substring(start, end);
  }

  void clear() {
    length = 0;
    bodyStart = NOT_YET;
    bodyLength = NOT_YET;
    closing = false;
  }

  private void readHead() {
    int end = endOfHead();
    if (end == NOT_YET) {
      return;
    }
    bodyStart = end;
    bodyLength = 0;
    for (var line : new String(bytes, 0, end, ISO_8859_1).toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        bodyLength = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      } else if (line.startsWith("transfer-encoding:") && line.contains("chunked")) {
        bodyLength = CHUNKED;
      } else if (line.startsWith("connection:") && line.contains("close")) {
        closing = true;
      }
    }
  }

  private int endOfHead() {
    for (int at = 3; at < length; at++) {
      if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n') {
        return at + 1;
      }
    }
    return NOT_YET;
  }

  private boolean endsWithLastChunk() {
    int start = length - LAST_CHUNK.length();
    return start >= bodyStart
        && LAST_CHUNK.equals(new String(bytes, start, LAST_CHUNK.length(), ISO_8859_1))
        && (start == bodyStart || bytes[start - 1] == '\n');
  }
}
