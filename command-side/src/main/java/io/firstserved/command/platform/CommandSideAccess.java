package io.firstserved.command.platform;

import static io.firstserved.edge.Role.AUDITOR;
import static io.firstserved.edge.Role.CAMPAIGN_ADMIN;
import static io.firstserved.edge.Role.OPERATOR;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import io.firstserved.edge.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call what on the command side. */
@Configuration(proxyBeanMethods = false)
class CommandSideAccess {

  @Bean
  AccessRules accessRules() {
    return rules ->
        rules
            .users(POST, "/api/v1/campaigns/*/coupons")
            .users(POST, "/api/v1/coupons/*/redemption")
            .users(DELETE, "/api/v1/coupons/*/redemption")
            .roles(POST, "/api/v1/coupons/*/revocation", CAMPAIGN_ADMIN)
            .roles(GET, "/api/v1/campaigns/*/gate", OPERATOR, AUDITOR)
            .roles(POST, "/api/v1/campaigns/**", CAMPAIGN_ADMIN)
            .roles(POST, "/api/v1/campaigns", CAMPAIGN_ADMIN)
            .roles(GET, "/api/v1/log/incarnations", OPERATOR, AUDITOR)
            .roles(POST, "/api/v1/log/incarnations", OPERATOR)
            .roles(GET, "/api/v1/flow-control/**", OPERATOR)
            .roles(PATCH, "/api/v1/flow-control/**", OPERATOR);
  }
}
