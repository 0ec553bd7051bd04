package io.projectoracle.gateway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Problem details for what no servlet ever sees, such as a broken request line. Made by Tomcat. */
public final class ProblemReportValve extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    Problem problem = ProblemAdvice.of(status);
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      // The status stays what Tomcat chose; the body says the same.
      var body = problem.body();
      body.put("status", status);
      response.getReporter().write(JsonMapper.shared().writeValueAsString(body));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      log.debug("refusal could not be told status={} reason={}", status, e.getMessage());
    }
  }
}
