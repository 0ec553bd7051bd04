package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A mistake in the engine: its source with a few words changed. Compiled to a folder of its own,
 * which workers find before the real class; the engine itself has no switch for it.
 */
enum PlantedBug {
  /** Results are committed for partitions that belong to another worker. */
  OWNERSHIP_NOT_CHECKED(
      "engine/Outbox",
      "if (finished.owner().state() != OwnedPartition.State.LOST) {",
      "if (finished.offset() >= 0) {"),

  /** Progress is committed in a transaction of its own, and the results in the next one. */
  COMMITTED_BEFORE_PUBLISHED(
      "engine/Committer",
      "send(ready, batch);",
      """
      if (!batch.offsets().isEmpty()) {
        ready.sendOffsetsToTransaction(batch.offsets(), batch.group());
      }
      commitUntilKnown(ready);
      pause();
      ready.beginTransaction();
      send(ready, batch);
      """),

  /** What is finished above the committed offset is not written down. */
  METADATA_DROPPED(
      "engine/OwnedPartition",
      "new OffsetAndMetadata(progress.finished().base(), progress.metadata())",
      "new OffsetAndMetadata(progress.finished().base())"),

  /** The first unfinished record counts as finished. */
  BASE_OFF_BY_ONE(
      "engine/OwnedPartition",
      "new OffsetAndMetadata(progress.finished().base(), progress.metadata())",
      "new OffsetAndMetadata(progress.finished().base() + 1)");

  private static final Path WORKER = Path.of("../worker/src/main/java/io/projectoracle/worker");

  private final String source;
  private final String right;
  private final String wrong;

  PlantedBug(String source, String right, String wrong) {
    this.source = source;
    this.right = right;
    this.wrong = wrong;
  }

  /** Compiles the mistake into a folder. */
  Path plant(Path folder) throws IOException {
    Path original = WORKER.resolve(source + ".java");
    String text = Files.readString(original);
    assertThat(text.split(Pattern.quote(right), -1))
        .as("places in %s to plant %s", original, this)
        .hasSize(2);
    Path planted =
        Files.createDirectories(folder.resolve("source")).resolve(original.getFileName());
    Files.writeString(planted, text.replace(right, wrong));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        List.of("-nowarn", "-d", classes.toString(), "-cp", libraries(), planted.toString());
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return classes;
  }

  private static String libraries() throws IOException {
    List<String> jars = new ArrayList<>();
    try (Stream<Path> found = Files.list(Path.of("target/lib"))) {
      found.forEach(jar -> jars.add(jar.toString()));
    }
    return String.join(":", jars);
  }
}
