package io.firstserved.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;

/**
 * Every operation of both specifications, called on a running system by clients that were generated
 * from them. Each answer has a status that the specification names and is read into its model.
 */
public final class EveryOperation {

  private static final String STREAM = "/api/v1/live";

  private final URI querySide;
  private final GeneratedClient commands;
  private final GeneratedClient queries;
  private final String user;

  /**
   * Before the calls.
   *
   * @param user who asks
   * @param token of the user, with every role
   */
  public EveryOperation(URI commandSide, URI querySide, String user, String token)
      throws IOException {
    this.querySide = querySide;
    this.user = user;
    commands = new GeneratedClient("openapi-command-side.json", commandSide, token);
    queries = new GeneratedClient("openapi-query-side.json", querySide, token);
  }

  /** Makes the calls; fails if an operation is left. */
  public void call() throws IOException, InterruptedException {
    var campaign = "generated-" + UUID.randomUUID().toString().substring(0, 8);
    var command = new CommandCalls(commands);
    command.open(campaign);
    command.openTomorrow();
    command.refuseNamingTheField();
    var coupon = command.issue(campaign, user).getCouponId();
    command.operate();

    var query = new QueryCalls(queries);
    query.readCampaign(campaign, coupon);
    query.readCoupon(coupon, user);
    query.prove(coupon);
    query.audit(campaign);
    query.rebuild("timeline");
    query.handleDeadLetters();
    listen();

    command.use(coupon);
    command.close(campaign);
    commands.contract().requireAllAnswered();
    queries.contract().requireAllAnswered();
  }

  private void listen() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(querySide.resolve(STREAM)).build();
      var answer = http.send(request, BodyHandlers.ofLines());
      queries.contract().answered("GET", STREAM, answer.statusCode());
      try (var lines = answer.body()) {
        assertThat(lines.findFirst())
            .hasValueSatisfying(line -> assertThat(line).startsWith("event"));
      }
      http.shutdownNow();
    }
  }
}
