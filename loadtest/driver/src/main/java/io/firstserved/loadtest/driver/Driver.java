package io.firstserved.loadtest.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The driver's command line. Exit status 0: the run was completed, whatever the answers were; 1: it
 * was not; 2: wrong usage.
 */
@Command(
    name = "driver",
    mixinStandardHelpOptions = true,
    description = "Asks for coupons as fast as the service gives them, or at a given rate.",
    showDefaultValues = true)
public final class Driver implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--target",
      defaultValue = "http://127.0.0.1:8080",
      description = "the command side's address; may be repeated")
  private List<URI> targets = List.of();

  @Option(names = "--campaign", required = true, description = "whose coupons are asked for")
  private String campaign = "";

  @Option(
      names = "--user-prefix",
      defaultValue = "user-",
      description = "what every user's id begins with")
  private String userPrefix = "";

  @Option(
      names = "--users",
      defaultValue = "9223372036854775807",
      description = "how many users ask before the first asks again")
  private long users;

  @Option(names = "--connections", defaultValue = "200", description = "connections kept open")
  private int connections;

  @Option(names = "--rate", description = "requests per second; default: as fast as possible")
  private @Nullable Double rate;

  @Option(
      names = "--max-late-millis",
      description = "drop a request that waits longer for a free connection; default: never")
  private @Nullable Long maxLateMillis;

  @Option(names = "--warm-up", defaultValue = "0", description = "seconds before measuring")
  private double warmUpSeconds;

  @Option(names = "--seconds", defaultValue = "10", description = "seconds to measure")
  private double seconds;

  @Option(
      names = "--requests",
      defaultValue = "9223372036854775807",
      description = "requests at most, warm-up included")
  private long requests;

  @Option(names = "--timeout", defaultValue = "10", description = "seconds an answer may take")
  private double timeoutSeconds;

  @Option(names = "--start-at", description = "instant of the first request, ISO-8601")
  private @Nullable Instant startAt;

  @Option(names = "--wait-for", description = "begin once this resource answers 200")
  private @Nullable URI waitFor;

  @Option(names = "--header", description = "a further header line; may be repeated")
  private List<String> headers = List.of();

  @Option(
      names = "--token-key",
      description =
          "file with the key that tokens are signed with before the load, one for each of --users")
  private @Nullable Path tokenKey;

  @Option(names = "--token-algorithm", defaultValue = "HS256", description = "HS256, RS256, ES256")
  private TokenKey.Algorithm tokenAlgorithm = TokenKey.Algorithm.HS256;

  @Option(names = "--history", description = "file that takes each answer, one JSON object a line")
  private @Nullable Path history;

  @Option(names = "--json", description = "file that takes the result")
  private @Nullable Path json;

  /** Runs the command line and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Driver()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    var result = waitFor == null ? run(plan()) : runOnce(waitFor);
    out().println(result.summary());
    out().flush();
    if (json != null) {
      var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      Files.writeString(json, mapper.writeValueAsString(result) + "\n");
    }
    return 0;
  }

  private Result runOnce(URI ready) throws IOException {
    var readyAt = Readiness.await(ready);
    return run(plan()).readyAt(readyAt);
  }

  static Result run(Plan plan) throws IOException {
    try (var selector = Selector.open();
        var history = new History(plan.history(), plan.campaign())) {
      return new LoadLoop(plan, selector, history).run();
    }
  }

  private @Nullable Tokens tokens() throws IOException {
    if (tokenKey == null) {
      return null;
    }
    if (users > Tokens.MAX_USERS) {
      throw new IOException("tokens are made for at most " + Tokens.MAX_USERS + " --users");
    }
    return Tokens.make(TokenKey.read(tokenAlgorithm, tokenKey), userPrefix, users);
  }

  private Plan plan() throws IOException {
    return new Plan(
        targets,
        campaign,
        userPrefix,
        users,
        connections,
        rate,
        maxLateMillis == null ? null : Duration.ofMillis(maxLateMillis),
        seconds(warmUpSeconds),
        seconds(seconds),
        requests,
        seconds(timeoutSeconds),
        startAt,
        headers,
        tokens(),
        history);
  }

  private PrintWriter out() {
    return spec == null ? new PrintWriter(System.out, true) : spec.commandLine().getOut();
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }
}
