import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes one record, whatever it holds, and says where it stands.
 *
 * <p>Usage: {@code java -cp JARS Publish.java SERVERS TOPIC KEY VALUE [HEADER=TEXT]...}
 */
final class Publish {
  public static void main(String[] arguments) throws Exception {
    var record = new ProducerRecord<>(arguments[1], arguments[2], arguments[3]);
    for (int next = 4; next < arguments.length; next++) {
      String[] header = arguments[next].split("=", 2);
      record.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
    }
    var text = new StringSerializer();
    try (var producer =
        new KafkaProducer<>(Map.of("bootstrap.servers", arguments[0]), text, text)) {
      var written = producer.send(record).get();
      System.out.println(written.topic() + "-" + written.partition() + "-" + written.offset());
    }
  }
}
