package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.queries.LineIds;
import io.projectoracle.cli.queries.QueryFile;
import io.projectoracle.cli.queries.QueryLine;
import io.projectoracle.client.OracleClient;
import io.projectoracle.client.OracleClientException;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Goes through what commands do at their start, so that the JVM can write down the classes they
 * load. Run by the launcher, once per build and kind of command.
 */
final class StartUpTraining {
  /** Nobody listens there: connections are refused at once. */
  private static final String NO_SERVER = "127.0.0.1:1";

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
  public static void main(String[] args) {
    if (args[0].equals("run")) {
      trainRun();
    } else {
      run("--version");
      run("ask", "--help");
      run("stats", "--url", "http://" + NO_SERVER);
      trainClient();
    }
    System.exit(0);
  }

  private static void trainRun() {
    run("run", "-", "--output", "-");
  }

  private static void trainClient() {
    try (var client =
        OracleClient.builder()
            .bootstrapServers(NO_SERVER)
            .connectTimeout(Duration.ofMillis(300))
            .build()) {
      var file =
          new QueryFile(queries(), LineIds.stable("training"), InstantSource.system(), line -> {});
      for (QueryLine line = file.next(); line != null; line = file.next()) {
        if (line instanceof QueryLine.Valid valid) {
          MessageCodec.decodeQuery(MessageCodec.encode(valid.query()));
          var unused = client.submit(valid.query());
        }
      }
    } catch (OracleClientException | MalformedMessageException | IOException e) {
      LoggerFactory.getLogger(StartUpTraining.class).debug("no Kafka, as expected", e);
    }
  }

  private static InputStream queries() {
    return new ByteArrayInputStream(QUERIES.getBytes(StandardCharsets.UTF_8));
  }

  private static void run(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Oracle.run(new Console(nowhere, nowhere, queries(), Map.of(), /* terminal= */ false, 0), args);
  }
}
