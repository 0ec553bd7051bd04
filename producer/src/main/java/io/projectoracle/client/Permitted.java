package io.projectoracle.client;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;

/** Waits for what Kafka may refuse, and names the right that is missing if it does. */
final class Permitted {
  private Permitted() {}

  /**
   * The answer.
   *
   * @param right what the user must be allowed, as "operation resource"
   * @throws OracleClientException if Kafka does not allow it
   */
  static <T> T get(KafkaFuture<T> answer, String right)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException refusal) {
        throw new OracleClientException(
            "Kafka refuses: this user must be allowed to "
                + right
                + "; grant it with: kafka-acls.sh --add",
            refusal);
      }
      throw e;
    }
  }
}
