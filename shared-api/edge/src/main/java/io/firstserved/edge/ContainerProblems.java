package io.firstserved.edge;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Answers what Tomcat itself refuses (a malformed request line, too large a header, a refused path)
 * as a problem, in place of its page.
 */
class ContainerProblems implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private final Problems problems;

  ContainerProblems(Problems problems) {
    this.problems = problems;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
  }

  private static final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);
    private static final int FIRST_ERROR = 400;

    private final Problems problems;

    ProblemValve(Problems problems) {
      this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
      if (response.getStatus() < FIRST_ERROR
          || response.getContentWritten() > 0
          || !response.setErrorReported()
          || !canBeWritten(response)) {
        return;
      }
      try {
        problems.write(response, response.getStatus());
        response.finishResponse();
      } catch (IOException gone) {
        LOG.debug("the client went before its refusal", gone);
      }
    }

    private static boolean canBeWritten(Response response) {
      var allowed = new AtomicBoolean();
      response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
      return allowed.get();
    }
  }
}
