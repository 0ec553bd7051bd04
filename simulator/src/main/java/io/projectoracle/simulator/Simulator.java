package io.projectoracle.simulator;

import io.projectoracle.simulator.chat.SimulatedModel;
import io.projectoracle.simulator.fault.FaultPlan;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.simulator.fault.FaultSource;
import io.projectoracle.simulator.ledger.CallLedger;
import io.projectoracle.simulator.limit.Limits;
import io.projectoracle.simulator.stats.Figures;
import io.projectoracle.simulator.stats.SimulatorStats;
import io.projectoracle.simulator.web.HttpFront;
import io.projectoracle.simulator.web.HttpSettings;
import io.projectoracle.simulator.web.Scenario;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running model server. It answers {@code POST /v1/chat/completions} and {@code GET /v1/models}
 * as the OpenAI API does, misbehaves as told, and records every call. Thread-safe.
 */
public final class Simulator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Simulator.class);

  private final String host;
  private final Figures figures;
  private final FaultSource faults;
  private final HttpFront front;

  private Simulator(String host, Figures figures, FaultSource faults, HttpFront front) {
    this.host = host;
    this.figures = figures;
    this.faults = faults;
    this.front = front;
  }

  /**
   * Starts a simulator; blocks until it listens.
   *
   * @throws IllegalStateException if the address cannot be bound
   */
  public static Simulator start(SimulatorSettings settings) {
    var figures = Figures.withLedger(settings.ledgerSize());
    // Seeds are told apart, or latencies and faults would be drawn from the same numbers.
    var faults = new FaultSource(settings.faults(), new SharedRandom(settings.seed()));
    var scenario =
        new Scenario(
            new SimulatedModel(settings.seed()),
            settings.latency(),
            new SharedRandom(~settings.seed()),
            new Limits(settings.requestLimit(), settings.tokenLimit(), System::nanoTime),
            faults);
    var front =
        HttpFront.start(
            http(settings),
            scenario,
            figures,
            Clock.systemUTC(),
            System::nanoTime,
            UUID.randomUUID().getMostSignificantBits());
    log.info("simulator started port={} settings={}", front.port(), settings);
    return new Simulator(settings.host(), figures, faults, front);
  }

  /** The base URL for clients, such as {@code http://127.0.0.1:40123/v1}. */
  public URI endpoint() {
    return root().resolve("/v1");
  }

  /** The root of {@code /admin} and {@code /healthz}. */
  public URI root() {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + port() + "/");
  }

  /** The port bound. */
  public int port() {
    return front.port();
  }

  /** The ledger of calls. */
  public CallLedger calls() {
    return figures.ledger();
  }

  /** The figures now. */
  public SimulatorStats stats() {
    return figures.stats();
  }

  /** Forgets all calls and figures; the sequence of calls goes on. */
  public void clear() {
    figures.clear();
  }

  /** Replaces rates and rules; rules start to count anew. Calls under way keep their fault. */
  public void faults(FaultPlan plan) {
    faults.plan(plan);
  }

  /** Replaces the plan by these rules. */
  public void faults(FaultRule... rules) {
    faults.plan(FaultPlan.of(rules));
  }

  /** The plan in force. */
  public FaultPlan faults() {
    return faults.state().plan();
  }

  /**
   * Closes all connections and ends all threads, within five seconds. Calls in flight are recorded
   * as stopped. The ledger stays readable.
   */
  @Override
  public void close() {
    front.close();
    log.info("simulator stopped port={} calls={}", port(), figures.ledger().nextSequence());
  }

  private static HttpSettings http(SimulatorSettings settings) {
    return new HttpSettings(
        settings.host(),
        settings.port(),
        settings.eventLoops(),
        settings.apiKey(),
        settings.maxBodyBytes(),
        settings.hugeBytes(),
        settings.retryAfter(),
        settings.models());
  }
}
