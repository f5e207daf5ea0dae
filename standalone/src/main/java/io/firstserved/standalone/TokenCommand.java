package io.firstserved.standalone;

import io.firstserved.standalone.system.Secrets;
import io.firstserved.standalone.system.Terminal;
import io.firstserved.standalone.token.DevelopmentToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a token that the system on this data folder accepts. Needs no running server. */
@Command(
    name = "token",
    description = "Print a development token for the embedded system.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {

  private static final Set<String> ROLES = Set.of("campaign-admin", "auditor", "operator");

  @Spec private @Nullable CommandSpec spec;
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      split = ",",
      description = "campaign-admin, auditor or operator; repeatable; none for an ordinary user")
  private List<String> roles = new ArrayList<>();

  @Option(names = "--subject", paramLabel = "USER", description = "The user (default: developer)")
  private String subject = "developer";

  @Option(
      names = "--valid-for",
      paramLabel = "DURATION",
      description = "ISO-8601 duration (default: PT12H)")
  private Duration validity = Duration.ofHours(12);

  @Override
  public Integer call() {
    for (var role : roles) {
      if (!ROLES.contains(role)) {
        throw new CommandLine.ParameterException(
            java.util.Objects.requireNonNull(spec).commandLine(),
            "Unknown role " + role + ": campaign-admin, auditor or operator.");
      }
    }
    var token = new DevelopmentToken(subject, roles, Instant.now().plus(validity));
    Terminal.standard().say(token.signed(Secrets.known(data.folder()).signer()));
    return 0;
  }
}
