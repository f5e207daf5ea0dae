package io.firstserved.edge;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.time.Period;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The contract as OpenAPI, with a page to browse it: {@code /swagger-ui.html}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String HOME = "https://github.com/first-served/first-served";

  /** Of the periods that are taken, those that everybody writes. */
  private static final String PERIOD =
      "P(?:[1-9][0-9]?Y(?:(?:[1-9]|1[01])M)?(?:[1-9][0-9]{0,3}D)?"
          + "|[1-9][0-9]{0,2}M(?:[1-9][0-9]{0,3}D)?|[1-9][0-9]{0,2}W|[1-9][0-9]{0,3}D)";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class)
        .replaceWithSchema(CampaignId.class, text(CampaignId.PATTERN))
        .replaceWithSchema(CouponId.class, text(CouponId.PATTERN))
        .replaceWithSchema(OrderId.class, text(OrderId.PATTERN))
        .replaceWithSchema(UserId.class, text(UserId.PATTERN))
        .replaceWithSchema(Period.class, text(PERIOD).description("ISO 8601, at most 100 years"));
  }

  @Bean
  OpenAPI contract(@Value("${spring.application.name}") String application) {
    return new OpenAPI()
        .info(
            new Info()
                .title("First Served: " + application)
                .version("v1")
                .description(
                    "Coupons first come, first served. Refusals are RFC 9457 problems; match their"
                        + " `reason`, never a text.")
                .contact(new Contact().name("First Served").url(HOME))
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        // Wherever it was read.
        .servers(List.of(new Server().url("/")))
        .components(components());
  }

  private static Components components() {
    var token =
        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT");
    var components = new Components().addSecuritySchemes(OpenApiAccess.TOKEN, token);
    OpenApiProblem.declare(components);
    return components;
  }

  private static Schema<?> text(String pattern) {
    return new StringSchema().pattern("^" + pattern + "$");
  }
}
