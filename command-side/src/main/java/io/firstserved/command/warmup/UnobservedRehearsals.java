package io.firstserved.command.warmup;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/** Keeps this node's own rehearsals out of the meters of its requests. */
@Component
final class UnobservedRehearsals implements ObservationPredicate {

  private volatile @Nullable String path;

  /** Requests for this path, which is nobody else's, are rehearsals. */
  void at(String path) {
    this.path = path;
  }

  @Override
  public boolean test(String name, Observation.Context context) {
    return !(context instanceof ServerRequestObservationContext server)
        || !(server.getCarrier() instanceof HttpServletRequest request)
        || !request.getRequestURI().equals(path);
  }
}
