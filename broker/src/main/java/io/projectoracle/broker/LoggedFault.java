package io.projectoracle.broker;

import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a fault inside Kafka's server leads to: a log line, never the end of the host process. */
final class LoggedFault {
  private static final Logger log = LoggerFactory.getLogger(LoggedFault.class);

  private LoggedFault() {}

  static FaultHandler handler(String name, boolean fatal, Runnable action) {
    return (message, cause) -> {
      if (fatal) {
        log.error("broker failed and must be restarted part={} reason={}", name, message, cause);
      } else {
        log.warn("broker fault part={} reason={}", name, message, cause);
      }
      action.run();
      return new IllegalStateException(name + ": " + message, cause);
    };
  }
}
