package io.firstserved.standalone.system;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.standalone.token.DevelopmentToken;
import io.firstserved.standalone.token.SharedSecret;
import io.firstserved.standalone.token.SigningKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The applications' nodes, each told by its environment where everything is. */
final class Nodes {

  private final Blueprint blueprint;
  private final DataFolder folder;
  private final Secrets secrets;
  private final Backing backing;

  Nodes(Blueprint blueprint, DataFolder folder, Secrets secrets, Backing backing) {
    this.blueprint = blueprint;
    this.folder = folder;
    this.secrets = secrets;
    this.backing = backing;
  }

  List<Node> commandSide() {
    var environment = shared();
    environment.put("SPRING_DATASOURCE_URL", backing.database().url(Database.LOG));
    environment.put("SPRING_DATASOURCE_USERNAME", Database.COMMAND_USER);
    environment.put("SPRING_DATASOURCE_PASSWORD", secrets.command());
    environment.put("FIRST_SERVED_LOG_CHECKPOINT_FOLDER", folder.signerFolder().toString());
    var brokers = blueprint.kafkaPorts().size();
    if (blueprint.external().kafka() == null && brokers > 1) {
      environment.put("FIRST_SERVED_RELAY_REPLICATION_FACTOR", Integer.toString(brokers));
      environment.put("FIRST_SERVED_RELAY_MIN_INSYNC_REPLICAS", Integer.toString(brokers - 1));
    }
    environment.putAll(redis());
    // For trying things out and for load tests, which ask for few users as often as they can.
    environment.put("FIRST_SERVED_CALLER_RATE_USER_REQUESTS", "0");
    return nodes(Application.COMMAND_SIDE, blueprint.commandPorts(), environment);
  }

  List<Node> querySide() {
    var environment = shared();
    environment.put("SPRING_DATASOURCE_URL", backing.database().url(Database.READ_MODEL));
    environment.put("SPRING_DATASOURCE_USERNAME", Database.QUERY_USER);
    environment.put("SPRING_DATASOURCE_PASSWORD", secrets.query());
    environment.put("FIRST_SERVED_LOG_DATABASE_URL", backing.database().url(Database.LOG));
    environment.put("FIRST_SERVED_LOG_DATABASE_USERNAME", Database.AUDITOR_USER);
    environment.put("FIRST_SERVED_LOG_DATABASE_PASSWORD", secrets.auditor());
    environment.put("FIRST_SERVED_AUDIT_GATE_TOKEN_FILE", folder.gateTokenFile().toString());
    environment.put(
        "FIRST_SERVED_AUDIT_COMMAND_URL",
        blueprint.commandPorts().stream()
            .map(port -> "http://127.0.0.1:" + port)
            .collect(Collectors.joining(",")));
    return nodes(Application.QUERY_SIDE, blueprint.queryPorts(), environment);
  }

  private Map<String, String> shared() {
    var environment = new HashMap<String, String>();
    environment.put("FIRST_SERVED_KAFKA_BOOTSTRAP_SERVERS", backing.kafkaServers());
    environment.put("FIRST_SERVED_KAFKA_TOPIC", TopicFormat.TOPIC);
    environment.putAll(tokens());
    // Only this machine can reach the nodes, so the user may be taken from the request.
    environment.put("FIRST_SERVED_SECURITY_MODE", "trusted-gateway");
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    return environment;
  }

  /** How tokens are checked: without a shared secret, by what cannot sign any. */
  private Map<String, String> tokens() {
    return switch (secrets.signer()) {
      case SharedSecret shared -> Map.of("FIRST_SERVED_SECURITY_JWT_SECRET", shared.secret());
      case SigningKey key ->
          Map.of(
              "FIRST_SERVED_SECURITY_JWT_JWK_SET_URI",
              folder.keySetFile().toUri().toString(),
              "FIRST_SERVED_SECURITY_JWT_ISSUER",
              DevelopmentToken.ISSUER);
    };
  }

  private Map<String, String> redis() {
    var url = blueprint.external().redisUrl();
    if (url != null) {
      return Map.of("SPRING_DATA_REDIS_URL", url);
    }
    if (blueprint.sentinelPorts().isEmpty()) {
      var port = Integer.toString(blueprint.redisPorts().getFirst());
      return Map.of("SPRING_DATA_REDIS_HOST", "127.0.0.1", "SPRING_DATA_REDIS_PORT", port);
    }
    var sentinels =
        blueprint.sentinelPorts().stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    return Map.of(
        "SPRING_DATA_REDIS_SENTINEL_MASTER",
        "first-served",
        "SPRING_DATA_REDIS_SENTINEL_NODES",
        sentinels);
  }

  private List<Node> nodes(
      Application application, List<Integer> ports, Map<String, String> environment) {
    var command = application.command();
    var nodes = new ArrayList<Node>();
    for (var port : ports) {
      var name = ports.size() == 1 ? application.module() : application.module() + "-" + port;
      var own = new HashMap<>(environment);
      own.put("SERVER_PORT", port.toString());
      nodes.add(new Node(name, port, folder.of(name), command, own));
    }
    return nodes;
  }
}
