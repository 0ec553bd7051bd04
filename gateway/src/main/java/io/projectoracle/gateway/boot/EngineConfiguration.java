package io.projectoracle.gateway.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.QueryPublisher;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.access.RateBound;
import io.projectoracle.gateway.answers.AnswerBoard;
import io.projectoracle.gateway.answers.AnswerFinder;
import io.projectoracle.gateway.answers.AnswerTail;
import io.projectoracle.gateway.answers.KnownQueries;
import io.projectoracle.gateway.answers.LookUps;
import io.projectoracle.gateway.metrics.GatewayMeter;
import io.projectoracle.gateway.metrics.GatewayMetrics;
import io.projectoracle.gateway.stream.AnswerStreams;
import io.projectoracle.gateway.submit.Submissions;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What speaks to Kafka, and what is remembered. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  KafkaProperties.class,
  TopicsProperties.class,
  IdProperties.class,
  SubmissionProperties.class,
  AnswerProperties.class,
  LookUpProperties.class,
  StreamProperties.class
})
class EngineConfiguration {
  private static final String CLIENT_ID = "oracle-gateway";

  @Bean
  KafkaConnection kafkaConnection(KafkaProperties kafka) {
    Map<String, Object> config = kafka.buildAdminProperties();
    config.remove("client.id");
    config.remove("bootstrap.servers");
    return new KafkaConnection(String.join(",", kafka.getBootstrapServers()), config);
  }

  @Bean
  Topics topics(TopicsProperties properties) {
    return properties.toTopics();
  }

  @Bean
  GatewayMetrics gatewayMetrics(MeterRegistry registry) {
    return new GatewayMetrics(registry);
  }

  @Bean
  KnownQueries knownQueries(AnswerProperties properties) {
    return new KnownQueries(properties.knownQueries(), properties.knownTtl());
  }

  @Bean
  AnswerBoard answerBoard(KnownQueries known, AnswerProperties properties, GatewayMetrics metrics) {
    var board = new AnswerBoard(known, properties.cacheBytes().toBytes(), properties.maxWaiting());
    metrics.gauge(GatewayMeter.WAITING, board::waiting);
    return board;
  }

  @Bean(initMethod = "start")
  AnswerTail answerTail(
      KafkaConnection connection, Topics topics, AnswerBoard board, GatewayMetrics metrics) {
    var tail = new AnswerTail(connection, topics, board, CLIENT_ID, System::nanoTime);
    metrics.gauge(GatewayMeter.LAG, () -> tail.state().lag());
    return tail;
  }

  @Bean
  LookUps lookUps(
      KafkaConnection connection,
      Topics topics,
      IdProperties ids,
      LookUpProperties properties,
      GatewayMetrics metrics) {
    return LookUps.of(
        connection,
        topics,
        CLIENT_ID,
        ids.toWindow(),
        properties.toSettings(),
        new RateBound(properties.toRate()),
        metrics,
        System::nanoTime);
  }

  @Bean
  AnswerFinder answerFinder(AnswerBoard board, LookUps lookUps, IdProperties ids) {
    return new AnswerFinder(
        board, lookUps, ids.toWindow(), InstantSource.system(), System::nanoTime);
  }

  @Bean
  AnswerStreams answerStreams(
      KafkaConnection connection,
      Topics topics,
      StreamProperties properties,
      GatewayMetrics metrics) {
    var streams =
        new AnswerStreams(
            connection, topics.answers(), CLIENT_ID, properties.toSettings(), System::nanoTime);
    metrics.gauge(GatewayMeter.STREAMS, streams::size);
    return streams;
  }

  @Bean
  QueryPublisher queryPublisher(
      KafkaConnection connection, Topics topics, SubmissionProperties properties) {
    return new QueryPublisher(
        connection, topics, SizeLimits.DEFAULT, CLIENT_ID, properties.timeout());
  }

  @Bean
  Submissions submissions(QueryPublisher publisher, KnownQueries known, AnswerTail tail) {
    return new Submissions(publisher, known, tail);
  }
}
