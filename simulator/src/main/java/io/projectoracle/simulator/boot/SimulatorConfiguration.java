package io.projectoracle.simulator.boot;

import io.projectoracle.simulator.Simulator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The simulator, and what tells how it is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorProperties.class)
class SimulatorConfiguration {
  @Bean(destroyMethod = "close")
  Simulator simulator(SimulatorProperties properties) {
    return Simulator.start(properties.toSettings());
  }

  @Bean
  HealthIndicator simulatorHealthIndicator(Simulator simulator) {
    return () ->
        Health.up()
            .withDetail("endpoint", simulator.endpoint().toString())
            .withDetail("calls", simulator.calls().nextSequence())
            .build();
  }
}
