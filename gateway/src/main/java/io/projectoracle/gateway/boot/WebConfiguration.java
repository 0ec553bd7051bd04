package io.projectoracle.gateway.boot;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.gateway.access.RateBound;
import io.projectoracle.gateway.answers.AnswerBoard;
import io.projectoracle.gateway.answers.AnswerFinder;
import io.projectoracle.gateway.answers.AnswerTail;
import io.projectoracle.gateway.metrics.GatewayMetrics;
import io.projectoracle.gateway.stream.AnswerStreams;
import io.projectoracle.gateway.submit.BatchReader;
import io.projectoracle.gateway.submit.QueryReader;
import io.projectoracle.gateway.submit.Submissions;
import io.projectoracle.gateway.web.AccessFilter;
import io.projectoracle.gateway.web.AnswersServlet;
import io.projectoracle.gateway.web.DocumentController;
import io.projectoracle.gateway.web.DoorLimits;
import io.projectoracle.gateway.web.Intake;
import io.projectoracle.gateway.web.ProblemReports;
import io.projectoracle.gateway.web.QueryController;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What speaks HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
@Import(ProblemReports.class)
class WebConfiguration {
  @Bean
  FilterRegistrationBean<AccessFilter> accessFilter(
      AccessProperties access, ServerProperties server) {
    var filter = new FilterRegistrationBean<>(new AccessFilter(access.toKeys(server.getAddress())));
    filter.setAsyncSupported(true);
    return filter;
  }

  @Bean
  QueryController queryController(
      Submissions submissions,
      AnswerFinder finder,
      SubmissionProperties properties,
      AnswerProperties answers,
      IdProperties ids,
      GatewayMetrics metrics) {
    var reader = new QueryReader(InstantSource.system(), ids.toWindow());
    var intake =
        new Intake(
            new RateBound(properties.toRate()),
            reader,
            new BatchReader(reader, properties.maxBatchQueries()),
            submissions,
            metrics);
    var limits =
        new DoorLimits(
            SizeLimits.DEFAULT.queryBytes(),
            (int) properties.maxBatchBytes().toBytes(),
            answers.maxWait());
    return new QueryController(intake, finder, limits);
  }

  @Bean
  DocumentController documentController() {
    return new DocumentController();
  }

  @Bean
  ServletRegistrationBean<AnswersServlet> answersServlet(AnswerStreams streams) {
    var servlet = new ServletRegistrationBean<>(new AnswersServlet(streams), "/v1/answers");
    servlet.setAsyncSupported(true);
    return servlet;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReportValve() {
    return tomcat -> tomcat.addContextCustomizers(ProblemReports::useProblemDetails);
  }

  @Bean
  Departure departure(AnswerBoard board, AnswerStreams streams) {
    return new Departure(board, streams);
  }

  @Bean
  AnswersHealth answersHealthIndicator(AnswerTail tail) {
    return new AnswersHealth(tail);
  }
}
