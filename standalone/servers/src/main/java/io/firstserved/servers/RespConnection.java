package io.firstserved.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Speaks just enough of Redis's protocol to see whether a server is ready and to steer it. */
final class RespConnection implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final Socket socket = new Socket();
  private final InputStream input;

  RespConnection(int port) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a command; the answer as lines, an empty list for nil. An error answer is thrown. */
  List<String> call(String... words) throws IOException {
    var request = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      var length = word.getBytes(StandardCharsets.UTF_8).length;
      request.append('$').append(length).append("\r\n").append(word).append("\r\n");
    }
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
    var answer = new ArrayList<String>();
    read(answer);
    return answer;
  }

  private void read(List<String> answer) throws IOException {
    var line = line();
    var rest = line.substring(1);
    switch (line.charAt(0)) {
      case '+', ':' -> answer.add(rest);
      case '$' -> readBulk(Integer.parseInt(rest), answer);
      case '*' -> {
        for (int left = Integer.parseInt(rest); left > 0; left--) {
          read(answer);
        }
      }
      default -> throw new IOException("Redis answered " + rest);
    }
  }

  private void readBulk(int length, List<String> answer) throws IOException {
    if (length >= 0) {
      answer.add(new String(input.readNBytes(length), StandardCharsets.UTF_8));
      line();
    }
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = input.read(); b != '\n'; b = input.read()) {
      if (b < 0) {
        throw new IOException("Redis closed the connection");
      }
      if (b != '\r') {
        bytes.write(b);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
