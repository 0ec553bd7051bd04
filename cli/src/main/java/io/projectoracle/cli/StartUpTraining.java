package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goes through what commands do, so that the JVM can write down the classes they load. Run by the
 * launcher, once per build and kind of command.
 */
final class StartUpTraining {
  private static final long LIMIT_SECONDS = 90;

  private static final String QUERIES =
      """
      {"agent":"technical","prompt":"why?","deadline":"PT10M","metadata":{"a":"b"}}
      {"agent":"technical","messages":[{"role":"user","content":"why?"}]}
      """;

  private StartUpTraining() {}

  /**
   * Ends the JVM.
   *
   * @param args {@code run} for commands that run all parts, {@code client} for the others
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals("run")) {
      run("run", "-", "--output", "-");
    } else {
      run("--version");
      run("ask", "--help");
      trainClient();
    }
    System.exit(0);
  }

  /** With an installation in a JVM of its own: its classes are none of a client's. */
  private static void trainClient() throws IOException, InterruptedException {
    Process serve = serve();
    CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
        .execute(serve::destroyForcibly);
    try (var out = serve.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      if (line != null) {
        trainClient(JsonMapper.shared().readTree(line));
      }
    } finally {
      serve.destroy();
      serve.waitFor();
    }
  }

  private static void trainClient(JsonNode listening) {
    String kafka = "--bootstrap-servers=" + listening.path("kafka").stringValue();
    String figures = listening.path("figures").stringValue();
    run("ask", kafka, "--agent=technical", "--timeout=30s", "why?");
    run("submit", kafka, "-");
    run("answers", kafka);
    run("status", kafka, "--interval=100ms");
    run("topics", "create", kafka);
    run("stats", "--url=" + figures.replace("/figures", ""));
  }

  private static Process serve() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Oracle.class.getName(),
            "serve",
            "--port=0",
            "--simulator-port=0",
            "--figures-port=0",
            "--partitions=1",
            "--json")
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static InputStream queries() {
    return new ByteArrayInputStream(QUERIES.getBytes(StandardCharsets.UTF_8));
  }

  private static void run(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Oracle.run(new Console(nowhere, nowhere, queries(), Map.of(), /* terminal= */ false, 0), args);
  }
}
