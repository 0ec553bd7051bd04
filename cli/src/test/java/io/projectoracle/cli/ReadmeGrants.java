package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The table of grants in the README, read by the test so that the README cannot promise anything
 * else. A row names a role, operations and resources: {@code | worker | Read | topic `a`, `b*` |}.
 */
final class ReadmeGrants {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (\\w+) \\| ([A-Za-z, ]+) \\| ((?:topic|group|transactional id) .*) \\|$");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");
  private static final Map<String, ResourceType> TYPES =
      Map.of(
          "topic", ResourceType.TOPIC,
          "group", ResourceType.GROUP,
          "transactional id", ResourceType.TRANSACTIONAL_ID);

  private ReadmeGrants() {}

  static List<AclBinding> read() throws IOException {
    List<AclBinding> grants = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        addRow(row.group(1), row.group(2).split(", "), row.group(3), grants);
      }
    }
    assertThat(grants).as("rows of grants in README.md").isNotEmpty();
    return grants;
  }

  static String role(AclBinding grant) {
    return grant.entry().principal().substring("User:".length());
  }

  private static void addRow(
      String role, String[] operations, String resources, List<AclBinding> grants) {
    ResourceType type =
        TYPES.entrySet().stream()
            .filter(each -> resources.startsWith(each.getKey() + " "))
            .findFirst()
            .orElseThrow()
            .getValue();
    Matcher names = NAME.matcher(resources);
    while (names.find()) {
      for (String operation : operations) {
        grants.add(grant(role, AclOperation.valueOf(constant(operation)), type, names.group(1)));
      }
    }
  }

  private static AclBinding grant(
      String role, AclOperation operation, ResourceType type, String name) {
    boolean prefixed = name.endsWith("*");
    return new AclBinding(
        new ResourcePattern(
            type,
            prefixed ? name.substring(0, name.length() - 1) : name,
            prefixed ? PatternType.PREFIXED : PatternType.LITERAL),
        new AccessControlEntry("User:" + role, "*", operation, AclPermissionType.ALLOW));
  }

  /** {@code DescribeConfigs} is {@code DESCRIBE_CONFIGS}. */
  private static String constant(String operation) {
    return operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
