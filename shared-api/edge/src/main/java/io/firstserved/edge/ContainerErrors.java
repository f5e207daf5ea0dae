package io.firstserved.edge;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what filters refuse or fail at, where the container sends it: as a problem. */
@Hidden
@RestController
class ContainerErrors implements ErrorController {

  private final Problems problems;

  ContainerErrors(Problems problems) {
    this.problems = problems;
  }

  /** The status is that of the refusal; 404 if a client asks for the place itself. */
  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
        instanceof AuthenticationServiceException) {
      var detail = "the identity provider's keys cannot be had now";
      problems.write(request, response, new RefusedException(Reason.UNAVAILABLE, detail));
      return;
    }
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    problems.write(response, status instanceof Integer code ? code : HttpStatus.NOT_FOUND.value());
  }
}
