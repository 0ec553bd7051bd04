package io.projectoracle.chaos.process;

import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The broker of the run, which comes back on the same port with the same data. Thread-safe. */
public final class Broker {
  private static final Pattern READY = Pattern.compile("\"kafka\":\"[^\"]+\"");
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Processes processes;
  private final int port = freePort();
  private final Path data;
  private final JsonLines<FaultLine> faults;
  private volatile Child child;

  private Broker(Processes processes, Path data, JsonLines<FaultLine> faults) {
    this.processes = processes;
    this.data = data;
    this.faults = faults;
    this.child = launch();
  }

  /** Starts a broker; returns when it serves. */
  public static Broker start(Processes processes, Path data, JsonLines<FaultLine> faults)
      throws InterruptedException {
    Broker broker = new Broker(processes, data, faults);
    broker.child.awaitReady(START_LIMIT);
    return broker;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /**
   * SIGKILL, and a new start on the same data; returns when it serves again.
   *
   * @param outage how long it stays away
   */
  public void killAndRestart(Duration outage) throws InterruptedException {
    long from = System.currentTimeMillis();
    child.kill();
    Thread.sleep(outage.toMillis());
    child = launch();
    child.awaitReady(START_LIMIT);
    faults.add(
        new FaultLine(FaultLine.Kind.BROKER_KILL, null, from, System.currentTimeMillis(), null));
  }

  private Child launch() {
    return processes.start(
        "broker",
        HEAP_MEGABYTES,
        READY,
        List.of("broker", "--port", Integer.toString(port), "--folder", data.toString(), "--json"));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
  }
}
