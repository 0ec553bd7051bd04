package io.projectoracle.worker.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.WorkerSettings;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker, and what tells how it is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  WorkerProperties.class,
  TopicsProperties.class,
  EndpointProperties.class,
  RateLimitProperties.class,
  LimitsProperties.class,
  CacheProperties.class,
  RetryProperties.class,
  KafkaProperties.class
})
class WorkerConfiguration {
  @Bean
  WorkerSettings workerSettings(
      WorkerProperties worker,
      TopicsProperties topicNames,
      EndpointProperties endpoint,
      RateLimitProperties rateLimit,
      LimitsProperties limits,
      CacheProperties cache,
      RetryProperties retry,
      KafkaProperties kafka) {
    Topics topics = topicNames.toTopics();
    String name = Objects.requireNonNullElseGet(worker.name(), WorkerConfiguration::newName);
    Map<String, String> environment = System.getenv();
    return Keys.under(
        WorkerProperties.PREFIX,
        () ->
            new WorkerSettings(
                name,
                topics,
                kafka.buildAdminProperties(),
                worker.toAgents(),
                endpoint.toSettings(environment, limits.concurrentCalls()),
                rateLimit.toRateLimit(),
                cache.toSettings(),
                retry.toPolicy(),
                worker.toEngine(limits.maxInFlight()),
                SizeLimits.DEFAULT,
                WorkerSettings.defaultIoThreads()));
  }

  @Bean(destroyMethod = "close")
  OracleWorker oracleWorker(WorkerSettings settings, MeterRegistry registry) {
    return OracleWorker.start(settings, registry);
  }

  @Bean
  WorkerHealth workerHealthIndicator(OracleWorker worker) {
    return new WorkerHealth(worker);
  }

  private static String newName() {
    String host = Objects.requireNonNullElse(System.getenv("HOSTNAME"), "worker");
    String safe = host.replaceAll("[^A-Za-z0-9._-]", "-");
    String bounded = safe.substring(0, Math.min(safe.length(), 80));
    return bounded + "-" + UUID.randomUUID().toString().substring(0, 8);
  }
}
