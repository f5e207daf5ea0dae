package io.firstserved.query.platform;

import io.firstserved.edge.AccessRules;
import io.firstserved.edge.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/**
 * Who may read what. A campaign's figures are public; whose coupon it is, is not: the resource
 * itself checks that the caller is the holder or has a role.
 */
@Configuration(proxyBeanMethods = false)
class QueryAccess {

  @Bean
  AccessRules queryAccessRules() {
    return rules ->
        rules
            .users(
                HttpMethod.GET,
                "/api/v1/campaigns/*/coupons",
                "/api/v1/campaigns/*/coupons.csv",
                "/api/v1/coupons",
                "/api/v1/coupons/*",
                "/api/v1/coupons/*/receipt",
                "/api/v1/coupons/*/proof",
                "/api/v1/users/*/coupons")
            .open(
                HttpMethod.GET,
                "/api/v1/campaigns/**",
                "/api/v1/projections/**",
                "/api/v1/audits/signing-key",
                // The log as anybody may verify it; it names no person.
                "/logs/**",
                "/api/v1/logs/*/consistency",
                // The operations page, and the figures that it shows to everybody.
                "/",
                "/index.html",
                "/page/**",
                "/webjars/uplot/**",
                "/api/v1/live")
            // Passed on to the command side, which asks the same of the token.
            .roles(HttpMethod.POST, "/operations/campaigns/**", Role.CAMPAIGN_ADMIN)
            .roles(HttpMethod.POST, "/api/v1/projections/*/replay/**", Role.OPERATOR)
            .roles(HttpMethod.DELETE, "/api/v1/projections/*/replay", Role.OPERATOR)
            .roles(HttpMethod.GET, "/api/v1/dead-letters/**", Role.OPERATOR, Role.AUDITOR)
            .roles(HttpMethod.POST, "/api/v1/dead-letters/**", Role.OPERATOR)
            .roles(HttpMethod.DELETE, "/api/v1/dead-letters/**", Role.OPERATOR)
            .roles(HttpMethod.GET, "/api/v1/log/lost", Role.OPERATOR)
            .roles(HttpMethod.POST, "/api/v1/audits", Role.AUDITOR, Role.OPERATOR)
            .roles(HttpMethod.GET, "/api/v1/audits/**", Role.AUDITOR, Role.OPERATOR);
  }
}
