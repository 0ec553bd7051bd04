package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.gateway.access.NewApiKey;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Makes an API key. */
@Command(
    name = "key",
    description = {
      "Makes an API key of a tenant. The lines for the gateway's configuration, which hold its hash",
      "only, go to standard output, the key to standard error: it is not kept anywhere."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle gateway key --tenant acme >>gateway-keys.properties",
      "  oracle gateway key --tenant acme --name acme-nightly --json"
    })
final class GatewayKeyCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      required = true,
      description = "Whose queries and answers the key opens.")
  private String tenant = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the key in logs and metrics (default: made of the tenant's).")
  private @Nullable String name;

  @Mixin private final CommonOptions common = new CommonOptions();

  GatewayKeyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    NewApiKey key = newKey();
    if (common.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("key", key.text());
      result.put("name", key.name());
      result.put("tenant", key.tenant());
      result.put("properties", key.properties());
      console.result(JsonMapper.shared().writeValueAsString(result));
    } else {
      key.properties()
          .forEach((property, value) -> console.result(property + "=" + escaped(value)));
      console.remark(
          "key of tenant " + key.tenant() + ", shown this once, sent as Authorization: Bearer");
      console.remark(key.text());
    }
    return ExitCodes.DONE;
  }

  /** As a value stands in a properties file. */
  private static String escaped(String value) {
    return value
        .chars()
        .mapToObj(each -> isPlain(each) ? Character.toString(each) : "\\u%04x".formatted(each))
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int character) {
    return character > ' ' && character < 0x7f && character != '\\';
  }

  private NewApiKey newKey() {
    var random = new SecureRandom();
    try {
      return name == null ? NewApiKey.of(tenant, random) : NewApiKey.named(name, tenant, random);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
  }
}
