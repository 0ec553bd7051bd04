package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.AggregatorSettings;
import io.projectoracle.aggregator.StreamFailurePolicy;
import io.projectoracle.aggregator.StreamedFigures;
import io.projectoracle.aggregator.UsageTopology;
import org.apache.kafka.streams.StreamsBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafkaStreams;
import org.springframework.kafka.annotation.KafkaStreamsDefaultConfiguration;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;

/** The stream, whose life Spring Kafka looks after. */
@Configuration(proxyBeanMethods = false)
@EnableKafkaStreams
@EnableConfigurationProperties(AggregatorProperties.class)
class StreamConfiguration {
  private static final int CLOSE_LIMIT_SECONDS = 10;

  @Bean
  AggregatorSettings aggregatorSettings(
      AggregatorProperties properties, KafkaProperties kafka, KafkaConnectionDetails connection) {
    var bootstrapServers = String.join(",", connection.getStreams().getBootstrapServers());
    return properties.toSettings(bootstrapServers, kafka.buildStreamsProperties());
  }

  @Bean(KafkaStreamsDefaultConfiguration.DEFAULT_STREAMS_CONFIG_BEAN_NAME)
  KafkaStreamsConfiguration streamsConfig(AggregatorSettings settings) {
    return new KafkaStreamsConfiguration(settings.streamsConfig());
  }

  @Bean
  StreamsBuilderFactoryBeanConfigurer usageStream(
      AggregatorSettings settings, StreamFailurePolicy failures) {
    return stream -> {
      stream.setInfrastructureCustomizer(topology(settings));
      stream.setStreamsUncaughtExceptionHandler(failures);
      stream.setAutoStartup(false); // StreamStart does it.
      stream.setLeaveGroupOnClose(true);
      stream.setCloseTimeout(CLOSE_LIMIT_SECONDS);
    };
  }

  @Bean
  StreamFailurePolicy streamFailurePolicy() {
    return new StreamFailurePolicy();
  }

  @Bean
  StreamStart streamStart(
      AggregatorSettings settings, StreamsBuilderFactoryBean stream, StreamFailurePolicy failures) {
    return new StreamStart(settings, stream, failures);
  }

  @Bean
  StreamedFigures streamedFigures(StreamsBuilderFactoryBean stream) {
    return new StreamedFigures(stream::getKafkaStreams);
  }

  private static KafkaStreamsInfrastructureCustomizer topology(AggregatorSettings settings) {
    return new KafkaStreamsInfrastructureCustomizer() {
      @Override
      public void configureBuilder(StreamsBuilder builder) {
        UsageTopology.addTo(builder, settings.topic(), settings.maxPairs());
      }
    };
  }
}
