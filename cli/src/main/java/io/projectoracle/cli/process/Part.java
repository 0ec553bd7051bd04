package io.projectoracle.cli.process;

import io.projectoracle.aggregator.StreamFailurePolicy;
import io.projectoracle.aggregator.boot.AggregatorApplication;
import io.projectoracle.gateway.boot.GatewayApplication;
import io.projectoracle.simulator.boot.SimulatorApplication;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.boot.WorkerApplication;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The parts of an installation that are Spring Boot applications. */
public enum Part {
  /** Answers queries. */
  WORKER(WorkerApplication::start) {
    @Override
    @Nullable Throwable failure(ConfigurableApplicationContext running) {
      return running.getBean(OracleWorker.class).engine().failure().orElse(null);
    }

    @Override
    Ending ending(ConfigurableApplicationContext running) {
      OracleWorker worker = running.getBean(OracleWorker.class);
      return () -> worker.engine().cutShort();
    }
  },
  /** Takes queries in and hands answers out over HTTP. */
  GATEWAY(GatewayApplication::start),
  /** Turns usage events into figures. */
  AGGREGATOR(AggregatorApplication::start) {
    @Override
    @Nullable Throwable failure(ConfigurableApplicationContext running) {
      return running.getBean(StreamFailurePolicy.class).fatal().orElse(null);
    }
  },
  /** Plays a model. */
  SIMULATOR(SimulatorApplication::start);

  @SuppressWarnings("ImmutableEnumChecker") // Every one is a static method.
  private final Function<String[], ConfigurableApplicationContext> application;

  Part(Function<String[], ConfigurableApplicationContext> application) {
    this.application = application;
  }

  ConfigurableApplicationContext start(Keys keys) {
    return application.apply(keys.arguments());
  }

  /** What ended its work while its process goes on; null if nothing did. */
  @Nullable Throwable failure(ConfigurableApplicationContext running) {
    return null;
  }

  /** To be asked when the part is closed. */
  Ending ending(ConfigurableApplicationContext running) {
    return () -> 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How a part ended. */
  interface Ending {
    /** Records given up because they outlasted the drain; others repeat them. */
    int cutShort();
  }
}
