package io.projectoracle.gateway.boot;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The gateway as a process. Its configuration file is {@code oracle-gateway.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import({EngineConfiguration.class, WebConfiguration.class})
public final class GatewayApplication {
  // Not the usual name: applications that share a class path must not read each other's file.
  private static final String CONFIG_NAME = "spring.config.name=oracle-gateway";

  private GatewayApplication() {}

  /**
   * Starts the process; on SIGTERM it ends what waits, finishes what is being published, and ends.
   */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts the gateway in this JVM; closing what is returned ends it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(GatewayApplication.class).properties(CONFIG_NAME).run(args);
  }
}
