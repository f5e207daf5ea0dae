package io.firstserved.loadtest.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/** The part of the HTTP contract that the load needs: create a campaign, issue a coupon. */
final class IssueServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final Pattern USER = Pattern.compile("\"userId\":\\s*\"([^\"]+)\"");
  private static final Pattern CAMPAIGN = Pattern.compile("\"campaignId\":\\s*\"([^\"]+)\"");
  private static final Pattern QUOTA = Pattern.compile("\"quota\":\\s*(\\d+)");

  @SuppressWarnings("serial") // Tomcat never serializes a servlet.
  private final Issuer issuer;

  IssueServlet(Issuer issuer) {
    this.issuer = issuer;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var path = request.getPathInfo();
    var body = new String(request.getInputStream().readAllBytes(), US_ASCII);
    try {
      if (path == null) {
        create(body, response);
      } else {
        issue(path.substring(1, path.lastIndexOf('/')), value(USER, body), response);
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void create(String body, HttpServletResponse response) throws Exception {
    var quota = QUOTA.matcher(body);
    issuer.create(value(CAMPAIGN, body), quota.find() ? Long.valueOf(quota.group(1)) : null);
    answer(response, 201, "{}");
  }

  private void issue(String campaign, String user, HttpServletResponse response) throws Exception {
    long serial = issuer.issue(campaign, user);
    if (serial == Issuer.SOLD_OUT) {
      answer(response, 410, "{\"reason\":\"SOLD_OUT\"}");
    } else if (serial == Issuer.ALREADY_ISSUED) {
      answer(response, 409, "{\"reason\":\"ALREADY_ISSUED\"}");
    } else {
      answer(response, 201, "{\"userId\":\"" + user + "\",\"serial\":" + serial + "}");
    }
  }

  private static void answer(HttpServletResponse response, int status, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length());
    response.getOutputStream().write(body.getBytes(US_ASCII));
  }

  private static String value(Pattern member, String body) {
    var matcher = member.matcher(body);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no " + member + " in " + body);
    }
    return matcher.group(1);
  }
}
