package io.firstserved.command.warmup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/**
 * An issue command over this node's own port, for a campaign that nobody has: through the edge, the
 * controller and the gate's first question, to a refusal. Where the edge wants a token it is
 * refused there.
 */
final class RequestRehearsal implements Rehearsal {

  private static final int LIMIT_MILLIS = 5_000;

  private final URL issueCommand;

  RequestRehearsal(String host, int port, String campaign) throws IOException {
    var authority = host.contains(":") ? "[" + host + "]" : host;
    issueCommand =
        URI.create(
                "http://" + authority + ":" + port + "/api/v1/campaigns/" + campaign + "/coupons")
            .toURL();
  }

  @Override
  public void once(long n) throws IOException {
    var call = (HttpURLConnection) issueCommand.openConnection();
    call.setConnectTimeout(LIMIT_MILLIS);
    call.setReadTimeout(LIMIT_MILLIS);
    call.setRequestProperty("Content-Type", "application/json");
    call.setDoOutput(true);
    call.getOutputStream().write(("{\"userId\":\"rehearsal-" + n + "\"}").getBytes(US_ASCII));
    call.getResponseCode();
    try (var answer = call.getErrorStream()) {
      if (answer != null) {
        // Read to its end, the connection is used again.
        answer.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
