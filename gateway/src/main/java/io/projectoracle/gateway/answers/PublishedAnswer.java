package io.projectoracle.gateway.answers;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer as it stands in the log: its bytes are handed on as they are. */
public final class PublishedAnswer {
  private static final Logger log = LoggerFactory.getLogger(PublishedAnswer.class);

  private final @Nullable String tenant;
  private final @Nullable QueryName name;
  private final byte[] json;

  private PublishedAnswer(@Nullable String tenant, @Nullable QueryName name, byte[] json) {
    this.tenant = tenant;
    this.name = name;
    this.json = json;
  }

  /** Reads a record of the answers topic; empty if it is no answer. */
  public static Optional<PublishedAnswer> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      Answer answer = MessageCodec.decodeAnswer(record.value());
      return Optional.of(
          new PublishedAnswer(answer.tenant(), nameOf(record, answer), record.value()));
    } catch (MalformedMessageException e) {
      log.debug(
          "record is no answer topic={} partition={} offset={} reason={}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** Name of the query, if it can be asked for at the door: its answer has the id as key. */
  public @Nullable QueryName name() {
    return name;
  }

  /** The answer in JSON, as the contract describes it. */
  public byte[] json() {
    return json;
  }

  public boolean isOf(@Nullable String tenant) {
    return Objects.equals(this.tenant, tenant);
  }

  private static @Nullable QueryName nameOf(ConsumerRecord<byte[], byte[]> record, Answer answer) {
    byte[] key = record.key();
    String id = answer.queryId();
    boolean byId =
        key != null && QueryName.isId(id) && id.equals(new String(key, StandardCharsets.UTF_8));
    return byId ? new QueryName(answer.tenant(), id) : null;
  }
}
