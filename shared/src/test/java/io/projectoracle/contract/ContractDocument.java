package io.projectoracle.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON Schema beside the record it describes, and what the codec makes of it.
 *
 * @param type the record
 * @param tree the document as it stands in the file
 * @param schema the same, ready to validate; formats are checked too
 * @param decoder the codec's method for the record
 * @param samples records of the type, as the codec writes them
 */
record ContractDocument(
    Class<?> type, JsonNode tree, Schema schema, Decoder decoder, List<byte[]> samples) {

  static final ContractDocument QUERY =
      read(
          Query.class,
          "query.schema.json",
          MessageCodec::decodeQuery,
          MessageSamples.queries().stream().map(MessageCodec::encode).toList());

  static final ContractDocument ANSWER =
      read(
          Answer.class,
          "answer.schema.json",
          MessageCodec::decodeAnswer,
          MessageSamples.answers().stream().map(MessageCodec::encode).toList());

  static final ContractDocument USAGE_EVENT =
      read(
          UsageEvent.class,
          "usage-event.schema.json",
          MessageCodec::decodeUsageEvent,
          MessageSamples.usageEvents().stream().map(MessageCodec::encode).toList());

  static final ContractDocument CANCEL =
      read(
          Cancel.class,
          "cancel.schema.json",
          MessageCodec::decodeCancel,
          MessageSamples.cancels().stream().map(MessageCodec::encode).toList());

  /** A method of {@link MessageCodec}. */
  interface Decoder {
    Object decode(byte[] bytes) throws MalformedMessageException;
  }

  boolean schemaAccepts(JsonNode message) {
    return schema.validate(message).isEmpty();
  }

  boolean codecAccepts(JsonNode message) {
    try {
      decoder.decode(JsonMapper.shared().writeValueAsBytes(message));
      return true;
    } catch (MalformedMessageException e) {
      return false;
    }
  }

  /** What a reference within the document stands for. */
  JsonNode resolve(JsonNode reference) {
    String target = reference.path("$ref").asString("");
    return target.isEmpty() ? reference : tree.at(target.substring(1));
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  private static ContractDocument read(
      Class<?> type, String resource, Decoder decoder, List<byte[]> samples) {
    JsonNode tree = read(resource);
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    return new ContractDocument(type, tree, registry.getSchema(tree), decoder, samples);
  }

  private static JsonNode read(String resource) {
    try (InputStream in = Query.class.getResourceAsStream(resource)) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
