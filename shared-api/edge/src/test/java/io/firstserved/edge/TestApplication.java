package io.firstserved.edge;

import io.firstserved.api.campaign.CampaignId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The smallest application that has the common edge. */
@SpringBootApplication
class TestApplication {

  record Order(@NotBlank @Size(max = 8) String item, @Max(10) int count) {}

  record Named(@Nullable String userId) {}

  @RestController
  static class Orders {

    @PostMapping("/api/orders/{campaignId}")
    Order open(@PathVariable CampaignId campaignId, @Valid @RequestBody Order order) {
      return order;
    }

    @PostMapping("/api/users")
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

    @PostMapping("/api/away")
    String away() {
      throw new DataAccessResourceFailureException("secret host");
    }
  }

  @Bean
  AccessRules accessRules() {
    return rules ->
        rules
            .open(HttpMethod.POST, "/api/orders/*", "/api/failing", "/api/away")
            .users(HttpMethod.POST, "/api/users")
            .roles(HttpMethod.POST, "/api/admin", Role.CAMPAIGN_ADMIN);
  }
}
