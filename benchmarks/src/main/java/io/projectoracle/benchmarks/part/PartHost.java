package io.projectoracle.benchmarks.part;

import io.projectoracle.benchmarks.process.PartProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Does what the lines of standard input say, until they end. */
public final class PartHost {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final Map<String, Supplier<Part>> PARTS =
      Map.of(
          "broker", BrokerPart::new,
          "simulator", SimulatorPart::new,
          "raw-loop", RawLoopPart::new,
          "raw-calls", RawCallsPart::new,
          "engine", EnginePart::new,
          "query-work", QueryWorkPart::new,
          "worker", WorkerPart::new,
          "http-client", HttpClientPart::new,
          "listener", ListenerPart::new);

  private final Part part;
  private final PrintStream out;

  private PartHost(Part part, PrintStream out) {
    this.part = part;
    this.out = out;
  }

  /**
   * Plays a part; returns when the input has ended.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  public static void run(String name, InputStream in, PrintStream out) throws Exception {
    Supplier<Part> maker = PARTS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("part must be one of " + PARTS.keySet() + ": " + name);
    }
    new PartHost(maker.get(), out).obey(in);
  }

  private void obey(InputStream in) throws Exception {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        PartProcess.Request request = JSON.readValue(line, PartProcess.Request.class);
        out.println(PartProcess.MARK + JSON.writeValueAsString(answer(request)));
        out.flush();
      }
    } catch (IOException e) {
      throw new IOException("standard input cannot be read", e);
    } finally {
      part.end();
    }
  }

  private Map<String, String> answer(PartProcess.Request request) throws Exception {
    return switch (request.what()) {
      case "begin" -> part.begin(new PartSettings(request.settings()));
      case "end" -> {
        part.end();
        yield Map.of();
      }
      case "heap" -> Map.of("bytes", Long.toString(Jvm.liveHeapBytes()));
      case "polls" -> Map.of("longestMillis", Long.toString(Jvm.longestPollGapMillis()));
      default -> throw new IllegalArgumentException("unknown request: " + request.what());
    };
  }
}
