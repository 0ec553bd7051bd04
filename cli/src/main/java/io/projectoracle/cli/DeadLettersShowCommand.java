package io.projectoracle.cli;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.letters.DeadLetter;
import io.projectoracle.cli.letters.DeadLetters;
import io.projectoracle.cli.letters.RecordPicker;
import io.projectoracle.cli.letters.Selection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Shows one record that was set aside. */
@Command(
    name = "show",
    description = {
      "Shows one dead letter, with all its headers.",
      "What it holds may be a prompt: that is written only if it is asked for, and then alone and",
      "byte for byte."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle dead-letters show oracle.queries-3-42",
      "  oracle dead-letters show --id q-17 --json",
      "  oracle dead-letters show oracle.queries-3-42 --value > query.json",
      "",
      "Exit codes: 0 done, 1 there is none, or more than one of that id, 3 no broker answers."
    })
final class DeadLettersShowCommand implements Callable<Integer> {
  private final Console console;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Chosen chosen = new Chosen();

  @Option(names = "--value", description = "Write what the letter holds, and nothing else.")
  private boolean value;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  DeadLettersShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (value && common.json()) {
      throw new UsageException("--value and --json exclude each other");
    }
    try (var cluster = Cluster.connect(kafka.connection(console.environment()))) {
      DeadLetter letter = theOne(new DeadLetters(cluster, kafka.topics()).select(chosen.wanted()));
      if (letter == null) {
        return ExitCodes.FAILED;
      }
      return value ? write(letter, cluster) : print(letter);
    }
  }

  private @Nullable DeadLetter theOne(List<DeadLetter> letters) {
    if (letters.size() == 1) {
      return letters.get(0);
    }
    console.remark(
        "oracle dead-letters show: "
            + (letters.isEmpty()
                ? "no such dead letter; see: oracle dead-letters list"
                : "more than one, name one of "
                    + letters.stream()
                        .map(letter -> letter.failure().position())
                        .collect(Collectors.joining(", "))));
    return null;
  }

  private int print(DeadLetter letter) {
    if (common.json()) {
      console.result(JsonMapper.shared().writeValueAsString(DeadLetterText.jsonDetails(letter)));
    } else {
      DeadLetterText.details(letter).forEach(console::result);
    }
    return ExitCodes.DONE;
  }

  private int write(DeadLetter letter, Cluster cluster) {
    try (var picker = new RecordPicker(cluster)) {
      ConsumerRecord<byte[], byte[]> record =
          picker.read(List.of(letter.content())).get(letter.content());
      if (record == null) {
        console.remark("oracle dead-letters show: it has just been cleared away");
        return ExitCodes.FAILED;
      }
      console.out().write(record.value(), 0, record.value().length);
      return ExitCodes.DONE;
    }
  }

  /** One of the two. */
  static final class Chosen {
    @Parameters(
        arity = "1",
        paramLabel = "POSITION",
        description = "Position of the query's record, such as oracle.queries-3-42.")
    private @Nullable String position;

    @Option(names = "--id", required = true, paramLabel = "ID", description = "Id of the query.")
    private @Nullable String id;

    Selection wanted() {
      return position != null ? Selection.ofPosition(position) : Selection.ofId(String.valueOf(id));
    }
  }
}
