package io.projectoracle.worker.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Topics;
import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.agent.Agent;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.limit.RateLimit;
import io.projectoracle.worker.model.EndpointSettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

final class WorkerPropertiesTest {
  private static final String URL_KEY = "oracle.worker.endpoint.url";
  private static final String URL = "http://localhost:8090/v1";

  @Test
  void defaultsAreThoseOfTheCore() {
    WorkerSettings settings = settings(Map.of());

    assertThat(settings.name()).matches("[A-Za-z0-9._-]+-[0-9a-f]{8}");
    assertThat(settings.topics()).isEqualTo(Topics.DEFAULT);
    assertThat(settings.cache()).isEqualTo(CacheSettings.DEFAULT);
    assertThat(settings.retry()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(settings.rateLimit()).isEqualTo(new RateLimit(10, Duration.ofSeconds(60)));
    assertThat(settings.agents().names()).isEqualTo(Agents.defaults().names());
    assertThat(settings.engine().maxInFlight()).isEqualTo(110);
    assertThat(settings.engine().drainTimeout()).isEqualTo(EngineSettings.DEFAULT_DRAIN_TIMEOUT);
    assertThat(settings.engine().startFrom()).isNull();
    EndpointSettings endpoint = settings.endpoint();
    assertThat(endpoint.name()).isEqualTo("endpoint");
    assertThat(endpoint.url()).isEqualTo(URI.create(URL));
    assertThat(endpoint.connectTimeout()).isEqualTo(EndpointSettings.DEFAULT_CONNECT_TIMEOUT);
    assertThat(endpoint.callTimeout()).isEqualTo(EndpointSettings.DEFAULT_CALL_TIMEOUT);
    assertThat(endpoint.connections()).isEqualTo(10);
    assertThat(endpoint.identifyCalls()).isFalse();
  }

  @Test
  void keysReachTheSettings() {
    WorkerSettings settings =
        settings(
            Map.ofEntries(
                Map.entry("oracle.topics.prefix", "acme"),
                Map.entry("oracle.worker.name", "one"),
                Map.entry("oracle.worker.start-from", "earliest"),
                Map.entry("oracle.worker.drain-timeout", "30s"),
                Map.entry("oracle.worker.endpoint.url", "http://localhost:8090/v1"),
                Map.entry("oracle.worker.rate-limit.enabled", "false"),
                Map.entry("oracle.worker.limits.concurrent-calls", "7"),
                Map.entry("oracle.worker.limits.queue-size", "5"),
                Map.entry("oracle.worker.cache.max-entries", "0"),
                Map.entry("oracle.worker.retry.max-attempts", "2"),
                Map.entry("oracle.worker.agents.legal.model", "big"),
                Map.entry("oracle.worker.agents.legal.max-tokens", "9"),
                Map.entry("spring.kafka.bootstrap-servers", "kafka:1"),
                Map.entry("spring.kafka.security.protocol", "SSL"),
                Map.entry("spring.kafka.properties.retry.backoff.ms", "3")));

    assertThat(settings.name()).isEqualTo("one");
    assertThat(settings.topics()).isEqualTo(new Topics("acme"));
    assertThat(settings.engine().startFrom()).isEqualTo(EngineSettings.StartFrom.EARLIEST);
    assertThat(settings.engine().drainTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.engine().maxInFlight()).isEqualTo(12);
    assertThat(settings.endpoint().connections()).isEqualTo(7);
    assertThat(settings.rateLimit()).isNull();
    assertThat(settings.cache().maxEntries()).isZero();
    assertThat(settings.retry().maxAttempts()).isEqualTo(2);
    assertThat(settings.agents().names()).containsExactly("legal");
    assertThat(settings.agents().find("legal"))
        .isEqualTo(new Agent("legal", "big", 0.3, 9, null, false));
    assertThat(settings.kafka())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("retry.backoff.ms", "3");
  }

  @Test
  void theKeyOfTheEndpointComesFromTheEnvironmentAndIsNotPrinted() {
    EndpointProperties properties =
        binder(Map.of(URL_KEY, URL))
            .bindOrCreate("oracle.worker.endpoint", EndpointProperties.class);

    EndpointSettings own =
        properties.toSettings(
            Map.of("ORACLE_WORKER_ENDPOINT_API_KEY", "first", "OPENAI_API_KEY", "second"), 1);
    EndpointSettings openai = properties.toSettings(Map.of("OPENAI_API_KEY", "second"), 1);

    assertThat(own.apiKey()).isEqualTo("first");
    assertThat(openai.apiKey()).isEqualTo("second");
    assertThat(own.toString()).doesNotContain("first");
  }

  @ParameterizedTest
  @CsvSource({
    "oracle.worker.rate-limit.permits, 0",
    "oracle.worker.rate-limit.period, 0s",
    "oracle.worker.limits.concurrent-calls, 0",
    "oracle.worker.limits.queue-size, -1",
    "oracle.worker.cache.max-entries, -1",
    "oracle.worker.cache.ttl, 0s",
    "oracle.worker.retry.max-attempts, 0",
    "oracle.worker.retry.base-delay, 31s",
    "oracle.worker.endpoint.call-timeout, -1s",
    "oracle.worker.endpoint.url, ftp://host",
    "oracle.worker.drain-timeout, -1s",
    "oracle.worker.agents.legal.temperature, 3",
    "oracle.topics.prefix, a b",
  })
  void aBadValueIsRefusedByItsKey(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .rootCause() // Which is what Spring Boot prints.
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key)
        .hasMessageContaining(" must ");
  }

  @Test
  void anEndpointIsNeverGuessed() {
    assertThatThrownBy(
            () ->
                binder(Map.of("oracle.worker.endpoint.name", "x"))
                    .bindOrCreate("oracle.worker.endpoint", EndpointProperties.class))
        .rootCause()
        .hasMessageStartingWith("oracle.worker.endpoint.url must be set");
  }

  private static WorkerSettings settings(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(keys);
    all.putIfAbsent(URL_KEY, URL);
    Binder binder = binder(all);
    return new WorkerConfiguration()
        .workerSettings(
            binder.bindOrCreate("oracle.worker", WorkerProperties.class),
            binder.bindOrCreate("oracle.topics", TopicsProperties.class),
            binder.bindOrCreate("oracle.worker.endpoint", EndpointProperties.class),
            binder.bindOrCreate("oracle.worker.rate-limit", RateLimitProperties.class),
            binder.bindOrCreate("oracle.worker.limits", LimitsProperties.class),
            binder.bindOrCreate("oracle.worker.cache", CacheProperties.class),
            binder.bindOrCreate("oracle.worker.retry", RetryProperties.class),
            binder.bindOrCreate("spring.kafka", KafkaProperties.class));
  }

  private static Binder binder(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys));
  }
}
