package io.projectoracle.simulator;

import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs a simulator until the process is told to stop. Settings come from the environment. */
public final class SimulatorMain {

  private static final int OK = 0;
  private static final int CANNOT_START = 1;
  private static final int MISUSE = 2;

  private SimulatorMain() {}

  /**
   * Entry point.
   *
   * @param args {@code --help} or nothing
   */
  public static void main(String[] args) throws InterruptedException {
    int code = run(args, System.getenv(), System.out, System.err);
    if (code != OK) {
      System.exit(code);
    }
  }

  /** Returns after {@code --help}, on an error, or when the thread is interrupted. */
  static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (args.length == 1 && args[0].equals("--help")) {
      out.print(help());
      return OK;
    }
    if (args.length > 0) {
      err.println("arguments are not accepted, except --help: " + String.join(" ", args));
      return MISUSE;
    }
    SimulatorSettings settings;
    try {
      settings = EnvironmentSettings.read(environment);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return MISUSE;
    }
    return serve(settings, out, err);
  }

  private static int serve(SimulatorSettings settings, PrintStream out, PrintStream err)
      throws InterruptedException {
    Simulator simulator;
    try {
      simulator = Simulator.start(settings);
    } catch (IllegalStateException e) {
      err.println(e.getMessage());
      return CANNOT_START;
    }
    try (simulator) {
      out.println("simulator listening on " + simulator.endpoint());
      out.flush();
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(simulator::close, "oracle-simulator-shutdown"));
      stopped.await();
      return OK;
    }
  }

  private static String help() {
    return "Runs an OpenAI-compatible model server with latency, limits, faults and a ledger of calls.\n"
        + "It takes its settings from environment variables:\n\n"
        + EnvironmentSettings.help();
  }
}
