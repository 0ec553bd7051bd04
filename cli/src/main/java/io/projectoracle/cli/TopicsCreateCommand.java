package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.TopicAdmin;
import io.projectoracle.client.TopicReport;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Creates the topics that are missing. */
@Command(
    name = "create",
    description = {
      "Creates the topics that are missing and commits the workers' first offsets.",
      "Safe to repeat: what is there is left alone, and differences are reported."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle topics create",
      "  oracle topics create --bootstrap-servers kafka:9092 --partitions 48 --replication-factor 3"
    })
final class TopicsCreateCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Console console;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of a new topic (default: ${DEFAULT-VALUE}).")
  private int partitions = Topics.DEFAULT_PARTITIONS;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description =
          "Copies of a new topic's records; -1 for the broker's default (default:"
              + " ${DEFAULT-VALUE}).")
  private int replicationFactor = -1;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  TopicsCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var admin = new TopicAdmin(kafka.connection(console.environment()), TIMEOUT)) {
      TopicReport report = admin.create(kafka.topics(), partitions, replicationFactor);
      if (common.json()) {
        console.result(JsonMapper.shared().writeValueAsString(report));
      } else {
        print(report);
      }
      return undecided(report) ? ExitCodes.FAILED : ExitCodes.DONE;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private boolean undecided(TopicReport report) {
    if (report.undecided().isEmpty()) {
      return false;
    }
    console.remark(
        "oracle topics create: partitions "
            + report.undecided()
            + " hold queries but have no offset, though there are answers: the offsets may have"
            + " expired; decide where to begin, see: oracle offsets show"
            + kafka.topics().commandOptions());
    return true;
  }

  private void print(TopicReport report) {
    for (TopicReport.Topic topic : report.topics()) {
      String state = topic.created() ? "created" : "exists";
      console.result(topic.name() + ": " + state + ", " + topic.partitions() + " partitions");
      topic.differences().forEach(each -> console.result("  left as it is: " + each));
    }
    console.result(
        report.groupActive()
            ? "group " + report.group() + " is at work: its offsets were left alone"
            : "group "
                + report.group()
                + ": first offsets committed for "
                + report.firstOffsets().size()
                + " partitions");
  }
}
