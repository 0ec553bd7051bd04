package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.StreamFailurePolicy;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The aggregator as a process. Its configuration file is {@code oracle-aggregator.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StreamConfiguration.class, FiguresConfiguration.class})
public class AggregatorApplication {
  // Not the usual name: applications that share a class path must not read each other's file.
  private static final String CONFIG_NAME = "spring.config.name=oracle-aggregator";

  private static final int FAILED = 1;

  /**
   * Starts the process; it ends with the stream's close on SIGTERM. If the stream stops for good,
   * so does the process, with 1: whoever runs it starts it anew, which is better than figures that
   * stand still.
   */
  public static void main(String[] args) throws InterruptedException {
    ConfigurableApplicationContext running = start(args);
    running.getBean(StreamFailurePolicy.class).awaitFatal();
    System.exit(FAILED);
  }

  /** Starts the application in this JVM; closing what is returned ends it. */
  public static ConfigurableApplicationContext start(String... args) {
    return new SpringApplicationBuilder(AggregatorApplication.class)
        .properties(CONFIG_NAME)
        .run(args);
  }
}
