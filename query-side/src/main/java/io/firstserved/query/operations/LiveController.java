package io.firstserved.query.operations;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.Clients;
import io.firstserved.edge.PlacesPerClient;
import io.firstserved.edge.Problems;
import io.firstserved.edge.RefusedFor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Server-sent events for open pages: {@code history} once, then {@code snapshot} again and again.
 * Each page keeps its request's virtual thread, which only waits and writes.
 */
@RestController
@Tag(name = "operations page", description = "What the operations page shows")
class LiveController {

  /** Path of the stream. */
  static final String PATH = "/api/v1/live";

  private static final Logger LOG = LoggerFactory.getLogger(LiveController.class);

  private static final byte[] ALIVE = ": alive\n\n".getBytes(StandardCharsets.UTF_8);

  private final LiveFeed feed;
  private final Sampler sampler;
  private final PageProperties limits;
  private final Clients clients;
  private final PlacesPerClient places;

  LiveController(LiveFeed feed, Sampler sampler, PageProperties limits, Clients clients) {
    this.feed = feed;
    this.sampler = sampler;
    this.limits = limits;
    this.clients = clients;
    this.places = new PlacesPerClient(limits.subscribersPerClient());
  }

  @GetMapping(path = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      operationId = "streamLive",
      summary = "What the operations page shows, as server-sent events; holds no user's data")
  @ApiResponse(
      responseCode = "200",
      description = "history once, then a snapshot again and again",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = LiveEvent.class)))
  @RefusedFor(Reason.OVERLOADED)
  void live(HttpMethod method, HttpServletRequest request, HttpServletResponse response)
      throws InterruptedException {
    if (method.equals(HttpMethod.HEAD)) {
      describe(response);
      return;
    }
    var client = clients.of(request);
    if (!places.take(client)) {
      throw refusal("this client has " + limits.subscribersPerClient() + " pages open already");
    }
    try {
      live(response);
    } finally {
      places.leave(client);
    }
  }

  private void live(HttpServletResponse response) throws InterruptedException {
    if (!feed.join()) {
      throw refusal(limits.subscriberLimit() + " pages are open on this node already");
    }
    try {
      begin(response);
      stream(response);
    } catch (IOException gone) {
      LOG.debug("a page was closed", gone);
    } finally {
      feed.leave();
    }
  }

  private RefusedException refusal(String detail) {
    return new RefusedException(
        Reason.OVERLOADED,
        detail,
        Map.of(Problems.RETRY_AFTER_SECONDS, limits.heartbeat().toSeconds()));
  }

  private static void describe(HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private void begin(HttpServletResponse response) throws IOException {
    describe(response);
    response.getOutputStream().write(sampler.history());
    response.flushBuffer();
  }

  private void stream(HttpServletResponse response) throws IOException, InterruptedException {
    long last = 0;
    while (feed.isOpen()) {
      var next = feed.after(last, limits.heartbeat());
      last = next == null ? last : next.number();
      response.getOutputStream().write(next == null ? ALIVE : next.text());
      response.flushBuffer();
    }
  }
}
