package io.projectoracle.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown, or carried by a failed future, when Kafka did not do what was asked. The message names
 * the topic or server and a remedy where there is one; it never holds a prompt, an answer or a
 * credential.
 */
public sealed class OracleClientException extends RuntimeException
    permits KafkaUnreachableException, QueryExpiredException {
  private static final long serialVersionUID = 1;

  OracleClientException(String message) {
    super(message);
  }

  OracleClientException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
