package io.firstserved.command.dispatch;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/** Names in the specification the headers that tell where something was recorded. */
@Component
class LogIndexInSpecification implements OperationCustomizer {

  private static final String CREATED = Integer.toString(HttpStatus.CREATED.value());
  private static final String OK = Integer.toString(HttpStatus.OK.value());

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    var created = operation.getResponses().get(CREATED);
    if (created != null) {
      created.addHeaderObject(
          HttpHeaders.LOCATION,
          text("where to find it", "uri-reference", "/api/v1/campaigns/spring-sale"));
    }
    var recorded = created == null ? operation.getResponses().get(OK) : created;
    if (recorded != null && isChange(method)) {
      recorded.addHeaderObject(
          LogIndex.HEADER,
          text("place in the log of what was recorded; missing if it was before", null, "0.0.12"));
    }
    return operation;
  }

  private static boolean isChange(HandlerMethod method) {
    return method.hasMethodAnnotation(PostMapping.class)
        || method.hasMethodAnnotation(DeleteMapping.class);
  }

  private static Header text(String description, @Nullable String format, String example) {
    return new Header()
        .description(description)
        .schema(new StringSchema().format(format).example(example));
  }
}
