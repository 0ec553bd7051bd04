package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.stream.AnswerStreams;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Streams of answers.
 *
 * @param max streams at a time, each with a thread and a consumer that reads all answers
 * @param maxPerKey streams of one API key at a time
 * @param keepAlive how long a stream is silent at most
 */
@ConfigurationProperties(StreamProperties.PREFIX)
record StreamProperties(
    @DefaultValue("32") int max,
    @DefaultValue("8") int maxPerKey,
    @DefaultValue("15s") Duration keepAlive) {
  static final String PREFIX = "oracle.gateway.streams";

  StreamProperties {
    toSettings(max, maxPerKey, keepAlive);
  }

  AnswerStreams.Settings toSettings() {
    return toSettings(max, maxPerKey, keepAlive);
  }

  private static AnswerStreams.Settings toSettings(int max, int maxPerKey, Duration keepAlive) {
    return Keys.under(PREFIX, () -> new AnswerStreams.Settings(max, maxPerKey, keepAlive));
  }
}
