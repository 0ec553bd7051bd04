package io.projectoracle.aggregator.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.projectoracle.aggregator.StreamFailurePolicy;
import io.projectoracle.aggregator.StreamedFigures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the process shows of the figures. */
@Configuration(proxyBeanMethods = false)
class FiguresConfiguration {
  @Bean
  FiguresController figuresController(StreamedFigures figures) {
    return new FiguresController(figures);
  }

  @Bean
  StreamHealth streamHealthIndicator(
      StreamedFigures figures, StreamStart start, StreamFailurePolicy failures) {
    return new StreamHealth(figures, start, failures);
  }

  @Bean(initMethod = "start")
  FiguresMeters figuresMeters(
      MeterRegistry registry, StreamedFigures figures, AggregatorProperties properties) {
    return new FiguresMeters(registry, figures, properties.refreshInterval());
  }
}
