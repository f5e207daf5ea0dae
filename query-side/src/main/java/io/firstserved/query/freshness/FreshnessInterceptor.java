package io.firstserved.query.freshness;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.edge.Clients;
import io.firstserved.edge.PlacesPerClient;
import io.firstserved.position.LogPosition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Lets a read wait for an event: {@code ?after-index=…} or the header {@code X-Wait-For-Index: …}
 * with the text of the {@code X-Log-Index} that came with the 201.
 */
@Component
class FreshnessInterceptor implements HandlerInterceptor, WebMvcConfigurer {

  static final String HEADER = "X-Wait-For-Index";
  static final String PARAMETER = "after-index";

  private final EventWait wait;
  private final Clients clients;
  private final PlacesPerClient places;

  FreshnessInterceptor(EventWait wait, Clients clients, FreshnessProperties properties) {
    this.wait = wait;
    this.clients = clients;
    this.places = new PlacesPerClient(properties.maxWaitingPerClient());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns("/api/v1/campaigns/**", "/api/v1/coupons/**", "/api/v1/users/**");
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException {
    var parameter = request.getParameter(PARAMETER);
    var asked = parameter == null ? request.getHeader(HEADER) : parameter;
    if (asked != null) {
      await(position(asked), clients.of(request));
    }
    return true;
  }

  private void await(LogPosition event, String client) throws InterruptedException {
    if (!places.take(client)) {
      throw new RefusedException(
          Reason.OVERLOADED, "too many requests of this client wait for their events");
    }
    try {
      wait.await(event);
    } finally {
      places.leave(client);
    }
  }

  private static LogPosition position(String asked) {
    try {
      var position = LogPosition.parse(asked);
      if (position.index() >= 1) {
        return position;
      }
    } catch (IllegalArgumentException malformed) {
      throw refusal();
    }
    throw refusal();
  }

  private static RefusedException refusal() {
    return new RefusedException(
        Reason.INVALID_REQUEST, PARAMETER + " or " + HEADER + " must be the text of X-Log-Index");
  }
}
