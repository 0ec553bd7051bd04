package io.projectoracle.cli.letters;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes records, all of them or none. */
public interface Publishing extends AutoCloseable {
  /** Publishes nothing, to see what would be. */
  Publishing NOTHING =
      new Publishing() {
        @Override
        public void publish(List<ProducerRecord<byte[], byte[]>> records) {}

        @Override
        public void close() {}
      };

  /**
   * Publishes them in one transaction.
   *
   * @throws io.projectoracle.cli.cluster.ClusterException if it was not published, or that is not
   *     known
   */
  void publish(List<ProducerRecord<byte[], byte[]>> records);

  @Override
  void close();
}
