package io.projectoracle.cli.published;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Finds out which queries have been published. For one thread. */
public final class PublishedQueries {
  /** What stands in a header where the id has a character that UTF-8 cannot carry. */
  private static final char REPLACEMENT = '?';

  private final Set<String> sought;
  private final Set<String> found = new HashSet<>();

  private PublishedQueries(Set<String> sought) {
    this.sought = sought;
  }

  /**
   * Those of the ids under which there is a query on its topic, or an answer on its. Queries are
   * read first: one that is deleted meanwhile has been answered before.
   *
   * @param since when the first of them can have been published; absent: at any time
   */
  public static Set<String> among(
      Set<String> ids, Cluster cluster, Topics topics, @Nullable Instant since) {
    var search = new PublishedQueries(ids);
    new TopicScan(cluster, topics.queries())
        .read(since, record -> search.look(record, PublishedQueries::idOfQuery));
    new TopicScan(cluster, topics.answers())
        .read(since, record -> search.look(record, PublishedQueries::idOfAnswer));
    return search.found;
  }

  private void look(ConsumerRecord<byte[], byte[]> record, IdReader value) {
    Header header = record.headers().lastHeader(Headers.QUERY_ID);
    String id = header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    if (id == null || id.indexOf(REPLACEMENT) >= 0) {
      String exact = value.read(record.value());
      id = exact == null ? id : exact;
    }
    if (id != null && sought.contains(id)) {
      found.add(id);
    }
  }

  private static @Nullable String idOfQuery(byte @Nullable [] value) {
    try {
      return MessageCodec.decodeQuery(value).id();
    } catch (MalformedMessageException e) {
      return e.queryId();
    }
  }

  private static @Nullable String idOfAnswer(byte @Nullable [] value) {
    try {
      return MessageCodec.decodeAnswer(value).queryId();
    } catch (MalformedMessageException e) {
      return e.queryId();
    }
  }

  private interface IdReader {
    @Nullable String read(byte @Nullable [] value);
  }
}
