package io.firstserved.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.client.ApiClient;
import io.firstserved.client.ApiException;
import io.firstserved.client.ApiResponse;
import java.io.IOException;
import java.net.URI;

/**
 * A client that was generated from a specification, in front of a node. It is stricter than it was
 * generated: no answer may have a member that the specification does not name, or lack one that it
 * requires.
 */
final class GeneratedClient {

  private final Contract contract;
  private final ApiClient http = new ApiClient();
  private final ObjectMapper strict =
      http.getObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  GeneratedClient(String specification, URI node, String token) throws IOException {
    contract = Contract.read(specification);
    http.updateBaseUri(node.toString());
    http.setObjectMapper(strict);
    http.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    http.setResponseInterceptor(
        answer ->
            contract.answered(
                answer.request().method(), answer.uri().getPath(), answer.statusCode()));
  }

  /** What the generated classes send their calls by. */
  ApiClient http() {
    return http;
  }

  /** What the answers are held to. */
  Contract contract() {
    return contract;
  }

  /** Makes a call that is answered so. */
  <T> T answer(int status, Call<T> call) {
    try {
      var answer = call.send();
      assertThat(answer.getStatusCode()).isEqualTo(status);
      return Complete.require(answer.getData());
    } catch (ApiException refused) {
      throw new AssertionError(refused.getCode() + " " + refused.getResponseBody(), refused);
    }
  }

  /** Makes a call that is refused so. */
  <P, T> P refusal(int status, Class<P> problem, Call<T> call) throws IOException {
    var refused = catchThrowableOfType(ApiException.class, call::send);
    assertThat(refused).as("a refusal").isNotNull();
    assertThat(refused.getCode()).as(refused.getResponseBody()).isEqualTo(status);
    return Complete.require(strict.readValue(refused.getResponseBody(), problem));
  }

  /**
   * A call of a generated method.
   *
   * @param <T> what it is answered with
   */
  interface Call<T> {
    ApiResponse<T> send() throws ApiException;
  }
}
