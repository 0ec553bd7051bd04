package io.projectoracle.cli;

import io.projectoracle.cli.check.ClusterCheck;
import io.projectoracle.cli.check.Role;
import io.projectoracle.cli.check.Severity;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.client.KafkaConnection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Says what is wrong with a cluster. */
@Command(
    name = "check",
    description = {
      "Says what is wrong with a cluster and how to mend it, a line for each finding: features,",
      "topics and their settings, copies, the workers' session and offsets, transactions that stay",
      "open, and with --role what a user may not do. Changes nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle check",
      "  oracle check --bootstrap-servers kafka:9092 --strict --json",
      "  oracle check --kafka-config worker.properties --role worker",
      "",
      "Exit codes: 0 no error, 1 an error (with --strict: or a warning), 3 no broker answers."
    })
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description =
          "Look whether this user may do what that role does: ${COMPLETION-CANDIDATES}. What cannot"
              + " be seen, such as the right to transactional ids, is named at the end.")
  private @Nullable Role role;

  @Option(names = "--strict", description = "Exit with 1 on warnings too.")
  private boolean strict;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    KafkaConnection connection = kafka.connection(console.environment());
    ClusterCheck check;
    try (var cluster = Cluster.connect(connection)) {
      check = ClusterCheck.of(connection.bootstrapServers(), cluster, kafka.topics(), role);
    }
    if (common.json()) {
      console.result(JsonMapper.shared().writeValueAsString(check));
    } else {
      check.findings().forEach(finding -> console.result(finding.line()));
    }
    if (!check.untold().isEmpty()) {
      console.remark(
          "not seen is whether role " + role + " may use " + String.join(", ", check.untold()));
    }
    long errors = check.count(Severity.ERROR);
    long warnings = check.count(Severity.WARNING);
    console.remark(
        "brokers "
            + check.brokers()
            + ", topics "
            + check.topics()
            + ", partitions of queries "
            + check.partitions()
            + ": errors "
            + errors
            + ", warnings "
            + warnings);
    return errors > 0 || (strict && warnings > 0) ? ExitCodes.FAILED : ExitCodes.DONE;
  }
}
