package io.firstserved.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The specification says what the application does. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=edge-test",
      "first-served.security.jwt.secret=" + Http.SECRET
    })
class SpecificationTest {

  @LocalServerPort private int port;
  private JsonNode specification;

  @BeforeEach
  void read() {
    var http = new Http(port);
    specification = JsonMapper.shared().readTree(http.send(http.to("/v3/api-docs").GET()).body());
  }

  private JsonNode call(String method, String path) {
    return specification.path("paths").path(path).path(method);
  }

  private JsonNode reasons(JsonNode call, int status) {
    return call.path("responses")
        .path(Integer.toString(status))
        .path("content")
        .path("application/problem+json")
        .path("schema")
        .path("properties")
        .path("reason")
        .path("enum");
  }

  @Test
  void namesEveryStatusAndItsReasons() {
    var call = call("post", "/api/windows");

    assertThat(call.path("responses").propertyNames())
        .containsExactlyInAnyOrder(
            "201", "400", "401", "406", "409", "410", "413", "415", "422", "429", "500", "503");
    assertThat(reasons(call, 410).toString()).isEqualTo("[\"SOLD_OUT\",\"CLOSED\"]");
    assertThat(call.path("responses").path("429").path("headers").has("Retry-After")).isTrue();
  }

  @Test
  void namesTheKeyOfWhatChangesSomething() {
    assertThat(call("post", "/api/windows").at("/parameters").toString())
        .contains("Idempotency-Key");
    assertThat(call("get", "/api/readings/{place}").at("/parameters").toString())
        .doesNotContain("Idempotency-Key");
    assertThat(reasons(call("post", "/api/windows"), 422).toString())
        .isEqualTo("[\"IDEMPOTENCY_KEY_REUSED\"]");
  }

  @Test
  void showsAProblemOfEachReason() {
    var invalid =
        call("post", "/api/windows").at("/responses/400/content/application~1problem+json");

    assertThat(invalid.at("/examples/INVALID_REQUEST/value/errors/0/field").asString())
        .isNotEmpty();
    assertThat(invalid.at("/examples/INVALID_REQUEST/value/status").asInt()).isEqualTo(400);
  }

  @Test
  void hasOneTypeOfProblem() {
    var problem =
        call("post", "/api/windows")
            .at("/responses/410/content/application~1problem+json/schema/$ref");

    assertThat(problem.asString()).isEqualTo("#/components/schemas/Problem");
    var members = specification.at("/components/schemas/Problem/properties");
    assertThat(members.propertyNames()).contains("type", "reason", "couponId", "retryAfterSeconds");
    assertThat(members.at("/errors/items/$ref").asString())
        .isEqualTo("#/components/schemas/FieldProblem");
    assertThat(specification.at("/components/schemas/FieldProblem/properties").propertyNames())
        .containsExactlyInAnyOrder("field", "value", "message", "limit");
  }

  @Test
  void namesWhoMayCall() {
    assertThat(call("get", "/api/readings/{place}").path("security")).isEmpty();
    assertThat(call("get", "/api/readings/{place}").path("responses").has("403")).isFalse();
    var users = call("post", "/api/users");
    assertThat(users.path("security").toString()).isEqualTo("[{\"token\":[]}]");
    assertThat(reasons(users, 403).toString()).isEqualTo("[\"PAUSED\",\"FORBIDDEN\"]");
    var admin = call("post", "/api/admin");
    assertThat(admin.path("security").toString()).isEqualTo("[{\"token\":[]}]");
    assertThat(admin.path("x-roles").toString()).isEqualTo("[\"campaign-admin\"]");
    assertThat(specification.at("/components/securitySchemes/token/scheme").asString())
        .isEqualTo("bearer");
  }

  @Test
  void saysWhatMayBeNull() {
    var window = specification.at("/components/schemas/Window");
    assertThat(types(window.at("/properties/opensAt"))).containsExactly("string", "null");
    assertThat(window.at("/properties/side/anyOf/1/type").asString()).isEqualTo("null");
    assertThat(window.has("required")).isFalse();
    var order = specification.at("/components/schemas/Order");
    assertThat(types(order.at("/properties/item"))).containsExactly("string");
    assertThat(order.path("required").toString()).contains("item", "count");
  }

  @Test
  void saysWhatIsRefused() {
    var order = specification.at("/components/schemas/Order");
    assertThat(order.path("additionalProperties").isBoolean()).isTrue();
    assertThat(order.path("additionalProperties").asBoolean()).isFalse();
    assertThat(call("get", "/api/readings/{place}").at("/parameters/0/schema/pattern").asString())
        .isEqualTo("^(?:[^!]+)$");
  }

  @Test
  void saysThatABodyMayBeNull() {
    var body = call("post", "/api/users").at("/requestBody/content/application~1json/schema/anyOf");
    assertThat(body.at("/0/$ref").asString()).endsWith("Named");
    assertThat(body.at("/1/type").asString()).isEqualTo("null");
  }

  private static List<String> types(JsonNode property) {
    var type = property.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asString).toList()
        : List.of(type.asString());
  }

  @Test
  void saysWhatAnIdentityLooksLike() {
    var id = call("post", "/api/orders/{campaignId}").at("/parameters/0/schema");

    assertThat(id.path("type").asString()).isEqualTo("string");
    assertThat(id.path("pattern").asString()).isNotEmpty();
  }
}
