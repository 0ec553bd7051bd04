package io.projectoracle.gateway.web;

import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything that makes problem details of errors that no controller of ours has made. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ProblemErrorController.class})
public class ProblemReports {
  /** Replaces Tomcat's pages. */
  public static void useProblemDetails(Context context) {
    if (context.getParent() instanceof StandardHost host) {
      host.setErrorReportValveClass(ProblemReportValve.class.getName());
    }
  }
}
