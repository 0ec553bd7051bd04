package io.projectoracle.aggregator;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.Figures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The bytes of the store's keys and values. */
final class StoreSerdes {
  static final Serde<AgentModel> AGENT_MODEL =
      Serdes.serdeFrom(
          (topic, pair) -> pair == null ? null : encode(pair),
          (topic, bytes) -> bytes == null ? null : decode(bytes));

  static final Serde<Figures> FIGURES =
      Serdes.serdeFrom(
          (topic, figures) -> figures == null ? null : figures.encode(),
          (topic, bytes) -> bytes == null ? null : Figures.decode(bytes));

  private StoreSerdes() {}

  private static byte[] encode(AgentModel pair) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(pair.agent());
      out.writeUTF(pair.model());
    } catch (IOException e) {
      throw new UncheckedIOException("key could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private static AgentModel decode(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new AgentModel(in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new IllegalArgumentException("key is damaged, length in bytes: " + bytes.length, e);
    }
  }
}
