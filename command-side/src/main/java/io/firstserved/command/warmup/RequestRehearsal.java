package io.firstserved.command.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * An issue command over this node's own port: through all of the node, to a coupon that the log
 * does not commit. Where the edge wants a token it is refused there.
 */
final class RequestRehearsal implements Rehearsal {

  private static final int LIMIT_MILLIS = 5_000;

  private final URL issueCommand;

  RequestRehearsal(String host, int port, String path) throws IOException {
    var authority = host.contains(":") ? "[" + host + "]" : host;
    issueCommand = URI.create("http://" + authority + ":" + port + path).toURL();
  }

  /** Where coupons of a campaign are asked for. */
  static String path(String campaign) {
    return "/api/v1/campaigns/" + campaign + "/coupons";
  }

  @Override
  public void once(long n) throws IOException {
    var call = (HttpURLConnection) issueCommand.openConnection();
    call.setConnectTimeout(LIMIT_MILLIS);
    call.setReadTimeout(LIMIT_MILLIS);
    call.setRequestProperty("Content-Type", "application/json");
    call.setDoOutput(true);
    call.getOutputStream().write(("{\"userId\":\"rehearsal-" + n + "\"}").getBytes(US_ASCII));
    try (var answer = body(call)) {
      if (answer != null) {
        // Read to its end, the connection is used again.
        answer.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private static @Nullable InputStream body(HttpURLConnection call) throws IOException {
    return call.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
        ? call.getInputStream()
        : call.getErrorStream();
  }
}
