package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The smallest application that has the common edge. */
@SpringBootApplication
class TestApplication {

  record Order(@NotBlank @Size(max = 8) String item, @Max(10) int count) {}

  record Named(@Nullable String userId) {}

  record Window(@Nullable Instant opensAt, @Nullable Period validity, @Nullable Side side) {}

  enum Side {
    HERE,
    THERE
  }

  @RestController
  static class Orders {

    @PostMapping("/api/orders/{campaignId}")
    Order open(@PathVariable CampaignId campaignId, @Valid @RequestBody Order order) {
      return order;
    }

    @GetMapping("/api/readings/{place}")
    String read(
        @PathVariable @Pattern(regexp = "[^!]+") String place,
        @RequestParam(required = false) @Nullable String after,
        @RequestParam(defaultValue = "1") int limit) {
      return place + " " + after + " " + limit;
    }

    @GetMapping("/api/private")
    String secret() {
      return "for those with a token";
    }

    @PostMapping("/api/bare")
    String bare() {
      return "nothing is read";
    }

    @PostMapping("/api/windows")
    @ResponseStatus(HttpStatus.CREATED)
    @RefusedFor({Reason.SOLD_OUT, Reason.CLOSED, Reason.RATE_LIMITED})
    Window window(@RequestBody Window window) {
      return window;
    }

    @PostMapping("/api/users")
    @RefusedFor(Reason.PAUSED)
    String user(@RequestBody(required = false) @Nullable Named named, Caller caller) {
      return caller.user(named == null ? null : named.userId()).value();
    }

    @PostMapping("/api/admin")
    String admin(Caller caller) {
      return caller.name();
    }

    @PostMapping("/api/unnamed")
    String unnamed() {
      return "must not be reached";
    }

    @PostMapping("/api/failing")
    String failing() {
      throw new IllegalStateException("secret detail");
    }

    @PostMapping("/api/away/{failure}")
    String away(@PathVariable String failure) {
      throw switch (failure) {
        case "connection" -> new DataAccessResourceFailureException("secret host");
        case "broken" -> new RecoverableDataAccessException("secret host");
        case "read-only" ->
            new UncategorizedDataAccessException("secret host", new SQLException()) {};
        case "commit" -> new TransactionSystemException("secret host");
        default -> new CannotCreateTransactionException("secret host");
      };
    }
  }

  @Bean
  AccessRules accessRules() {
    return rules ->
        rules
            .open(HttpMethod.POST, "/api/orders/*", "/api/failing", "/api/away/*")
            .open(HttpMethod.POST, "/api/bare", "/api/windows")
            .open(HttpMethod.GET, "/api/readings/*")
            .users(HttpMethod.POST, "/api/users")
            .users(HttpMethod.GET, "/api/private")
            .roles(HttpMethod.POST, "/api/admin", Role.CAMPAIGN_ADMIN);
  }
}
