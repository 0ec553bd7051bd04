package io.projectoracle.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ComposeFileTest {
  private static final String KEY_OF_README = "local";
  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z0-9_]+:-(.*)}");

  private final JsonNode gateway;

  ComposeFileTest() throws Exception {
    String file = Files.readString(Path.of("../docker-compose.yml"));
    this.gateway = new YAMLMapper().readTree(file).path("services").path("gateway");
  }

  @Test
  void opensToTheKeyThatTheReadmeNames() throws Exception {
    assertThat(Files.readString(Path.of("../README.md"))).contains("key `" + KEY_OF_README + "`");
    assertThat(defaultOf("ORACLE_GATEWAY_KEYS_LOCAL_SHA256"))
        .isEqualTo(RunningGateway.sha256(KEY_OF_README));
    assertThat(defaultOf("ORACLE_GATEWAY_KEYS_LOCAL_TENANT")).isNotEmpty();
  }

  @Test
  void isReachedFromThisMachineOnly() {
    assertThat(gateway.path("ports").valueStream().map(JsonNode::stringValue))
        .containsExactly("127.0.0.1:${ORACLE_GATEWAY_PORT:-8080}:8080");
  }

  private String defaultOf(String variable) {
    Matcher value = DEFAULT.matcher(gateway.path("environment").path(variable).stringValue());
    assertThat(value.matches()).as(variable).isTrue();
    return value.group(1);
  }
}
