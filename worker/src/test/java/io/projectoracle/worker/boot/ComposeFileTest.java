package io.projectoracle.worker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.yaml.snakeyaml.Yaml;

final class ComposeFileTest {
  private static final List<Class<?>> KEYS =
      List.of(
          WorkerProperties.class,
          TopicsProperties.class,
          EndpointProperties.class,
          RateLimitProperties.class,
          LimitsProperties.class,
          CacheProperties.class,
          RetryProperties.class);

  private final Map<?, ?> services = services();

  @Test
  void allPartsAreThere() {
    assertThat(services.keySet().stream().map(String::valueOf))
        .contains("kafka", "topics", "simulator", "worker", "aggregator", "gateway", "prometheus");
  }

  @Test
  void threeSmallWorkersRun() {
    Map<?, ?> deploy = map(service("worker").get("deploy"));
    Map<?, ?> limits = map(map(deploy.get("resources")).get("limits"));

    assertThat(deploy.get("replicas")).hasToString("3");
    assertThat(limits.get("cpus")).hasToString("0.5");
    assertThat(limits.get("memory")).hasToString("512M");
    assertThat(service("worker").get("ports")).isNull();
  }

  @Test
  void portsArePublishedToThisMachineOnly() {
    for (Object service : services.values()) {
      if (map(service).get("ports") instanceof List<?> ports) {
        assertThat(ports).allMatch(port -> port.toString().startsWith("127.0.0.1:"));
      }
    }
  }

  @Test
  void whatIsBuiltHereRunsWithoutRootOrRightsAndCannotWriteToItsImage() throws Exception {
    List<Map<?, ?>> built =
        services.values().stream()
            .<Map<?, ?>>map(ComposeFileTest::map)
            .filter(service -> service.get("build") != null)
            .toList();

    assertThat(built)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            service -> {
              assertThat(service.get("read_only")).isEqualTo(true);
              assertThat(service.get("cap_drop")).isEqualTo(List.of("ALL"));
              assertThat(service.get("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
              assertThat(service.get("privileged")).isNull();
              assertThat(service.get("user")).isNull();
            });
    assertThat(Files.readString(Path.of("../Dockerfile")).lines())
        .filteredOn(line -> line.startsWith("USER "))
        .isNotEmpty()
        .noneMatch(line -> line.matches("USER (root|0)(:.*)?"));
  }

  @Test
  void prometheusRunsOnlyIfAskedFor() {
    assertThat(service("prometheus").get("profiles")).isEqualTo(List.of("monitoring"));
  }

  @Test
  void theWorkerKnowsEveryKeyItIsGiven() {
    Set<String> known = new TreeSet<>(Set.of(EndpointProperties.KEY_VARIABLE));
    for (Class<?> type : KEYS) {
      String prefix = type.getAnnotation(ConfigurationProperties.class).value();
      for (RecordComponent component : type.getRecordComponents()) {
        known.add(variable(prefix + "." + component.getName()));
      }
    }

    assertThat(map(service("worker").get("environment")).keySet().stream().map(String::valueOf))
        .filteredOn(key -> key.startsWith("ORACLE_"))
        .isNotEmpty()
        .allMatch(known::contains);
  }

  private static String variable(String key) {
    return key.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private Map<?, ?> service(String name) {
    return map(services.get(name));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  private static Map<?, ?> services() {
    try {
      Map<?, ?> file = new Yaml().load(Files.readString(Path.of("../docker-compose.yml")));
      return map(file.get("services"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
