package io.projectoracle.worker.boot;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The worker as a process. Its configuration file is {@code oracle-worker.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import(WorkerConfiguration.class)
public final class WorkerApplication {
  // Not the usual name: applications that share a class path must not read each other's file.
  private static final String CONFIG_NAME = "spring.config.name=oracle-worker";

  private WorkerApplication() {}

  /** Starts the process; on SIGTERM it drains and ends. */
  public static void main(String[] args) {
    start(args);
  }

  /** Starts the application in this JVM; closing what is returned ends it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(WorkerApplication.class).properties(CONFIG_NAME).run(args);
  }
}
