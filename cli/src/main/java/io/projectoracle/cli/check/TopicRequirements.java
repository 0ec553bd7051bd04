package io.projectoracle.cli.check;

import static io.projectoracle.cli.check.Severity.ERROR;
import static io.projectoracle.cli.check.Severity.WARNING;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.List;

/** What the topics of an installation must be set to. */
public final class TopicRequirements {
  /** Key and headers beside the value. */
  private static final int RECORD_OVERHEAD_BYTES = 64 * 1024;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private TopicRequirements() {}

  /** All of them. */
  public static List<TopicRequirement> of(Topics topics) {
    int query = SizeLimits.DEFAULT.queryBytes() + RECORD_OVERHEAD_BYTES;
    int answer = SizeLimits.DEFAULT.answerBytes() + RECORD_OVERHEAD_BYTES;
    var queries = new OfTopic(topics.queries());
    var answers = new OfTopic(topics.answers());
    var usage = new OfTopic(topics.usage());
    var deadLetters = new OfTopic(topics.deadLetters());
    var cancels = new OfTopic(topics.cancels());
    String unanswered = "else queries are deleted that nobody has answered";
    return List.of(
        queries.exactly("cleanup.policy", "delete", ERROR, unanswered),
        queries.exactly("retention.ms", "-1", ERROR, unanswered),
        queries.exactly("retention.bytes", "-1", ERROR, unanswered),
        queries.exactly(
            "message.timestamp.type",
            "LogAppendTime",
            WARNING,
            "else clocks of clients decide which queries a cancel concerns"),
        queries.atLeast("max.message.bytes", query, ERROR, "else large queries are refused"),
        answers.exactly(
            "cleanup.policy", "delete", ERROR, "else only the last answer of a client is kept"),
        answers.kept(DAY, "else answers are gone before they are fetched"),
        answers.atLeast(
            "max.message.bytes", answer, ERROR, "else a large answer stops its partition"),
        usage.exactly(
            "cleanup.policy", "delete", ERROR, "else only the last usage of an agent is counted"),
        usage.kept(DAY, "else usage is gone before an aggregator that was away counts it"),
        deadLetters.exactly(
            "cleanup.policy", "compact", WARNING, "else dead letters are gone after a while"),
        deadLetters.atLeast(
            "max.message.bytes",
            query + SizeLimits.DEAD_LETTER_OVERHEAD_BYTES,
            ERROR,
            "else a large dead letter stops its partition"),
        cancels.exactly("cleanup.policy", "delete", WARNING, "else it grows with every cancel"),
        cancels.kept(HOUR, "else a worker that starts does not see what was cancelled"),
        cancels.exactly(
            "message.timestamp.type",
            "LogAppendTime",
            WARNING,
            "else clocks of clients decide which queries a cancel concerns"));
  }

  private record OfTopic(String name) {
    /** Kafka's default, which is enough for any message. */
    private static final String DEFAULT_MAX_MESSAGE_BYTES = "1048588";

    TopicRequirement exactly(String key, String value, Severity severity, String reason) {
      return new TopicRequirement(
          name, key, "must be " + value, value::equals, value, severity, reason);
    }

    TopicRequirement atLeast(String key, int bytes, Severity severity, String reason) {
      return new TopicRequirement(
          name,
          key,
          "must be at least " + bytes,
          actual -> Long.parseLong(actual) >= bytes,
          DEFAULT_MAX_MESSAGE_BYTES,
          severity,
          reason);
    }

    TopicRequirement kept(Duration least, String reason) {
      return new TopicRequirement(
          name,
          "retention.ms",
          "must be at least " + least.toMillis(),
          actual -> actual.equals("-1") || Long.parseLong(actual) >= least.toMillis(),
          Long.toString(least.toMillis()),
          WARNING,
          reason);
    }
  }
}
