package io.projectoracle.cli.letters;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes in transactions, of which an installation has one at a time. All who redrive or purge
 * use one transactional id. Whoever begins first waits for, or aborts, what the one before had
 * open, and has Kafka refuse that one's further transactions (KIP-98). What is read after that is
 * therefore all that was ever cleared away or repeated, and stays so until the own transaction is
 * committed or refused: two operators at once cannot repeat a query twice. For one thread.
 */
public final class ExclusivePublishing implements Publishing {
  /**
   * A transaction that was left open holds up the readers of its partitions, workers too, for so
   * long, and for as long as the broker takes to look.
   */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final int COMMIT_TRIES = 3;

  private final Producer<byte[], byte[]> producer;
  private final Topics topics;

  private ExclusivePublishing(Producer<byte[], byte[]> producer, Topics topics) {
    this.producer = producer;
    this.topics = topics;
  }

  /** Ends what others have begun, and begins. */
  public static ExclusivePublishing begin(Cluster cluster, Topics topics) {
    String id = topics.redriveTransactions();
    var publishing =
        new ExclusivePublishing(cluster.transactional(id, TRANSACTION_TIMEOUT), topics);
    try {
      publishing.producer.initTransactions();
      return publishing;
    } catch (TimeoutException e) {
      publishing.close();
      throw cluster.unreachable(e);
    } catch (KafkaException e) {
      publishing.close();
      throw publishing.failed("beginning transactions as '" + id + "' failed", e);
    }
  }

  @Override
  public void publish(List<ProducerRecord<byte[], byte[]>> records) {
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        var unused = producer.send(record); // Its failure is that of the commit.
      }
      commit();
    } catch (KafkaException e) {
      abort(e);
      throw failed("publishing failed, nothing of this batch was", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  /** Asking again is how Kafka wants an unknown outcome to be cleared up. */
  private void commit() {
    for (int tries = 1; ; tries++) {
      try {
        producer.commitTransaction();
        return;
      } catch (TimeoutException e) {
        if (tries == COMMIT_TRIES) {
          throw new ClusterException(
              "whether the last batch was published is not known, since no broker answers; run the"
                  + " command again: what was published is not published twice",
              e);
        }
      }
    }
  }

  /** So that nobody waits for the transaction's timeout. */
  private void abort(KafkaException failure) {
    if (isFenced(failure)) {
      return; // Whoever came aborted it.
    }
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      failure.addSuppressed(e);
    }
  }

  private ClusterException failed(String what, KafkaException failure) {
    if (isFenced(failure)) {
      return new ClusterException(
          "another redrive or purge of '"
              + topics.prefix()
              + "' began and ended this one, or the brokers took longer than "
              + TRANSACTION_TIMEOUT.toSeconds()
              + " s; what is left can be redriven or purged anew",
          failure);
    }
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return new ClusterException(what + ": " + cause.getMessage(), failure);
  }

  private static boolean isFenced(KafkaException failure) {
    for (@Nullable Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ProducerFencedException
          || each instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }
}
