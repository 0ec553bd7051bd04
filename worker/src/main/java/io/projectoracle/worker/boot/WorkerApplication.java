package io.projectoracle.worker.boot;

import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.engine.Engine;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

/** The worker as a process. Its configuration file is {@code oracle-worker.yml}. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = KafkaAutoConfiguration.class)
@Import(WorkerConfiguration.class)
public final class WorkerApplication {
  // Not the usual name: applications that share a class path must not read each other's file.
  private static final String CONFIG_NAME = "spring.config.name=oracle-worker";

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int CUT_SHORT = 4;

  private WorkerApplication() {}

  /**
   * Starts the process. On SIGTERM it drains and ends, with 0, or with 4 if the drain timeout cut
   * queries short. If the engine ends by itself, so does the process, with 1: whoever runs it
   * starts it anew, which is better than a worker that does nothing.
   */
  public static void main(String[] args) throws InterruptedException {
    var stopping = new AtomicReference<@Nullable Engine>();
    // Before the start: a worker is at work before its application has started, and may be stopped.
    SpringApplication.getShutdownHandlers().add(() -> end(stopping.get()));
    ConfigurableApplicationContext running =
        application().listeners(noteEngineTo(stopping)).run(args);
    if (engineOf(running).awaitEnd().isPresent()) {
      System.exit(FAILED);
    }
  }

  /** Otherwise a process that is told to stop ends with 143, however that went. */
  private static void end(@Nullable Engine engine) {
    if (engine != null) {
      Runtime.getRuntime().halt(exitCode(engine));
    }
  }

  private static ApplicationListener<ApplicationEvent> noteEngineTo(
      AtomicReference<@Nullable Engine> stopping) {
    return event -> {
      if (event instanceof ContextClosedEvent closed) {
        stopping.set(engineOf(closed.getApplicationContext()));
      }
    };
  }

  private static Engine engineOf(ApplicationContext running) {
    return running.getBean(OracleWorker.class).engine();
  }

  private static int exitCode(Engine engine) {
    if (engine.failure().isPresent()) {
      return FAILED;
    }
    return engine.cutShort() == 0 ? DONE : CUT_SHORT;
  }

  /** Starts the application in this JVM; closing what is returned ends it. */
  public static ConfigurableApplicationContext start(String... args) {
    return application().run(args);
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(WorkerApplication.class).properties(CONFIG_NAME);
  }
}
