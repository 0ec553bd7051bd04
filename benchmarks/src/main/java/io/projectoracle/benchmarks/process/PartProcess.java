package io.projectoracle.benchmarks.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JVM that plays one part of a benchmark. It is told what to do in lines of JSON, and answers
 * each with one. Confined to one thread; its end is certain when this JVM ends, since its input
 * ends then.
 */
public final class PartProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> REPLY = new TypeReference<>() {};

  /** What begins a reply: anything else on standard output is somebody's remark. */
  public static final String MARK = "@@ ";

  private static final int REPLY_SECONDS = 180;
  private static final int END_SECONDS = 60;

  private final String name;
  private final Process process;
  private final Path log;
  private final BufferedWriter input;
  private final BlockingQueue<String> replies = new ArrayBlockingQueue<>(1);

  private PartProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.input =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  static PartProcess start(String name, ProcessBuilder command, Path log) {
    File file = log.toFile();
    try {
      Process process = command.redirectError(ProcessBuilder.Redirect.appendTo(file)).start();
      PartProcess part = new PartProcess(name, process, log);
      Thread reader = new Thread(part::read, "oracle-benchmarks-" + name);
      reader.setDaemon(true);
      reader.start();
      return part;
    } catch (IOException e) {
      throw new UncheckedIOException("process cannot be started: " + name, e);
    }
  }

  /** Has the part begin; returns what it tells of itself when it has. */
  public Map<String, String> begin(Map<String, String> settings) {
    return ask("begin", settings);
  }

  /** Has the part end what it began; it may begin again. Returns when it has. */
  public void end() {
    ask("end", Map.of());
  }

  /** Bytes that are in use after a full collection. */
  public long liveHeapBytes() {
    return Long.parseLong(ask("heap", Map.of()).getOrDefault("bytes", "0"));
  }

  /** Longest time between two polls of its consumer in the last half minute or so. */
  public long longestPollGapMillis() {
    return Long.parseLong(ask("polls", Map.of()).getOrDefault("longestMillis", "-1"));
  }

  /** Processor time and memory of the process so far. */
  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  private Map<String, String> ask(String what, Map<String, String> settings) {
    try {
      input.write(JSON.writeValueAsString(new Request(what, settings)));
      input.newLine();
      input.flush();
      String reply = replies.poll(REPLY_SECONDS, TimeUnit.SECONDS);
      if (reply == null || reply.isEmpty()) {
        throw new IllegalStateException(
            name + (reply == null ? " did not answer: " : " ended: ") + what + "; see " + log);
      }
      return JSON.readValue(reply, REPLY);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " has ended; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " was asked: " + what, e);
    }
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(MARK)) {
          replies.put(line.substring(MARK.length()));
        }
      }
      replies.put("");
    } catch (IOException e) {
      replies.offer("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends its input, on which it ends by itself; helps after a minute. */
  @Override
  public void close() {
    try {
      input.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A line to the process.
   *
   * @param what {@code begin}, {@code end}, {@code heap} or {@code polls}
   */
  public record Request(String what, Map<String, String> settings) {}
}
