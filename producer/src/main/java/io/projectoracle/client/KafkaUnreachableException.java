package io.projectoracle.client;

/** Thrown when no Kafka broker answers, so that nothing is known of what was asked. */
public final class KafkaUnreachableException extends OracleClientException {
  private static final long serialVersionUID = 1;

  KafkaUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
