package io.firstserved.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/** A test of the edge, on one application for all of them. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = EdgeApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.main.allow-bean-definition-overriding=true",
      "first-served.security.jwt.secret=" + Http.SECRET,
      // No database stands behind the edge here, nor do the health components that look at it.
      "management.endpoint.health.group.readiness.include=readinessState",
      "spring.autoconfigure.exclude="
          + "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration,"
          + "org.axonframework.springboot.autoconfig.XStreamAutoConfiguration,"
          + "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration,"
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
          + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration,"
          + "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
    })
@interface EdgeTest {}
