package io.projectoracle.simulator.boot;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The simulator as a process. Its configuration file is {@code oracle-simulator.yml}; Spring's web
 * server is for those who look after the process, models are called at a port of its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(SimulatorConfiguration.class)
public final class SimulatorApplication {
  // Not the usual name: applications that share a class path must not read each other's file.
  private static final String CONFIG_NAME = "spring.config.name=oracle-simulator";

  private SimulatorApplication() {}

  /** Starts the process; it ends on SIGTERM, calls in flight are cut off. */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts the application in this JVM; closing what is returned ends it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(SimulatorApplication.class)
        .properties(CONFIG_NAME)
        .run(args);
  }
}
