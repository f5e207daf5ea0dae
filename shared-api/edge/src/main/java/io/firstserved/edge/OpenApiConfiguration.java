package io.firstserved.edge;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.UserId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The contract as OpenAPI, with a page to browse it: {@code /swagger-ui.html}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.class)
        .replaceWithSchema(CampaignId.class, text(CampaignId.PATTERN))
        .replaceWithSchema(CouponId.class, text(CouponId.PATTERN))
        .replaceWithSchema(OrderId.class, text(OrderId.PATTERN))
        .replaceWithSchema(UserId.class, text(UserId.PATTERN));
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
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    OpenApiAccess.TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")));
  }

  private static Schema<?> text(String pattern) {
    return new StringSchema().pattern("^" + pattern + "$");
  }
}
