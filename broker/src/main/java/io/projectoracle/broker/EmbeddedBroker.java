package io.projectoracle.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Kafka broker in KRaft mode, reachable on 127.0.0.1 only. Thread-safe.
 *
 * <p>Topics are not created automatically; internal topics have one partition and one replica. A
 * folder formatted by an earlier run is used as it is, so records, offsets and transactions survive
 * a restart; two brokers never share one. An open broker keeps the JVM alive.
 *
 * <p>Kafka's server logs through SLF4J as {@code kafka}, {@code org.apache.kafka} and {@code
 * state.change.logger}, a lot of it at INFO: an application sets these to WARN. This module brings
 * no logging backend.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  private final BrokerFolder folder;
  private final Listeners listeners;
  private final KafkaNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(BrokerFolder folder, Listeners listeners, KafkaNode node) {
    this.folder = folder;
    this.listeners = listeners;
    this.node = node;
  }

  /**
   * Starts a broker and returns when it serves clients, after about two seconds.
   *
   * @throws BrokerStartException if the port is taken, the folder is not usable or in use by
   *     another broker, or Kafka refuses a property; nothing is left running
   */
  public static EmbeddedBroker start(BrokerSettings settings) {
    try {
      var folder = BrokerFolder.open(settings.folder());
      try {
        return start(folder, settings);
      } catch (Exception e) {
        release(folder);
        throw e;
      }
    } catch (BindException e) {
      throw new BrokerStartException(
          "port "
              + settings.port()
              + " of 127.0.0.1 is in use; stop what listens there, or choose another port",
          e);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new BrokerStartException("broker did not start with " + settings, e);
    }
  }

  private static EmbeddedBroker start(BrokerFolder folder, BrokerSettings settings)
      throws Exception {
    folder.format();
    var listeners = Listeners.bind(settings.port());
    try {
      var properties = BrokerProperties.of(folder.path(), listeners, settings.properties());
      var node = KafkaNode.create(folder.path(), properties, listeners);
      node.start();
      log.info("broker started servers={} folder={}", listeners.clients(), folder.path());
      return new EmbeddedBroker(folder, listeners, node);
    } catch (Exception e) {
      listeners.close();
      throw e;
    }
  }

  /** What clients put into {@code bootstrap.servers}: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return listeners.clients();
  }

  /** Where the data is kept. */
  public Path folder() {
    return folder.path();
  }

  /**
   * Stops the broker and deletes a temporary folder. Takes about a second and at most 30; what has
   * not stopped by then runs on daemon threads. Closing again does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    var stopping = new Thread(node::stop, "oracle-broker-close");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(CLOSE_LIMIT.toMillis());
      if (stopping.isAlive()) {
        log.warn("broker did not stop in time limit={} folder={}", CLOSE_LIMIT, folder.path());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    release(folder);
  }

  private static void release(BrokerFolder folder) {
    try {
      folder.close();
    } catch (IOException | UncheckedIOException e) {
      log.warn("temporary folder was not deleted folder={}", folder.path(), e);
    }
  }
}
