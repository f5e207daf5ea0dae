package io.firstserved.edge;

import io.firstserved.serialization.MessageModule;
import java.math.BigDecimal;
import java.time.Instant;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Requests are read strictly: what is not understood is refused, never ignored or bent. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  /** An id of the messages is its text. */
  @Bean
  JsonMapperBuilderCustomizer idsAsText() {
    return builder ->
        MessageModule.IDS.forEach(id -> builder.addMixIn(id, MessageModule.TextId.class));
  }

  @Bean
  JsonMapperBuilderCustomizer strictRequests() {
    return builder ->
        builder
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfigDefaults(
                coercions ->
                    coercions.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                LogicalType.Textual,
                coercions ->
                    coercions
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .addModule(
                new SimpleModule("whole numbers, and instants as ISO-8601")
                    .addDeserializer(
                        Long.class, new WholeNumber<>(Long.class, BigDecimal::longValueExact))
                    .addDeserializer(
                        Integer.class, new WholeNumber<>(Integer.class, BigDecimal::intValueExact))
                    .addDeserializer(Instant.class, new WrittenInstant()));
  }
}
