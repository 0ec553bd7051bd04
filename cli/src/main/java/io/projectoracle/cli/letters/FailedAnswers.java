package io.projectoracle.cli.letters;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.published.TopicScan;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the answers to queries that failed. */
public record FailedAnswers(Cluster cluster, Topics topics) {
  /** Whoever fails like this is a dead letter as well, and is redriven from there, once. */
  private static final Set<FailureKind> DEAD_LETTERS =
      Set.of(FailureKind.INVALID_QUERY, FailureKind.POISON);

  /** Whether there are such kinds, and all are of dead letters. */
  public static boolean areAllDeadLetters(Set<String> kinds) {
    return !kinds.isEmpty()
        && DEAD_LETTERS.stream().map(FailureKind::wireName).toList().containsAll(kinds);
  }

  /** Those selected, the oldest first, but for dead letters. Reads the topic to its present end. */
  public List<FailedAnswer> select(Selection selection) {
    Map<SourcePosition, FailedAnswer> failed = new HashMap<>();
    new TopicScan(cluster, topics.answers())
        .read(selection.since(), record -> add(record, selection, failed));
    // Where the topic was made anew with fewer of them.
    int partitions = cluster.partitions(topics.queries()).size();
    return failed.values().stream()
        .filter(each -> each.partition() < partitions)
        .sorted(Redrivable.OLDEST_FIRST)
        .limit(selection.limit())
        .toList();
  }

  /** A record may have been answered again, after offsets were reset: the latest answer counts. */
  private void add(
      ConsumerRecord<byte[], byte[]> record,
      Selection selection,
      Map<SourcePosition, FailedAnswer> failed) {
    Answer answer;
    try {
      answer = MessageCodec.decodeAnswer(record.value());
    } catch (MalformedMessageException e) {
      return; // Not one of ours.
    }
    AnswerError error = answer.error();
    failed.remove(answer.source());
    if (error == null
        || DEAD_LETTERS.contains(error.kind())
        || !answer.source().topic().equals(topics.queries())) {
      return;
    }
    var failure =
        new Failure(
            answer.source().toString(),
            Instant.ofEpochMilli(record.timestamp()),
            error.kind().wireName(),
            error.message(),
            answer.queryId(),
            answer.agent());
    if (selection.matches(failure)) {
      failed.put(answer.source(), new FailedAnswer(failure, answer.source()));
    }
  }
}
