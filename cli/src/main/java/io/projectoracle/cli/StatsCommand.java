package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.cli.summary.FiguresSource;
import io.projectoracle.cli.summary.SummaryText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the aggregator's figures. */
@Command(
    name = "stats",
    description = "Prints the aggregator's figures: outcomes, latency, tokens, errors.",
    footerHeading = "%nExamples:%n",
    footer = {"  oracle stats", "  oracle stats --url http://aggregator:8082 --json"})
final class StatsCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** An aggregator that has just been started is about to have figures. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Console console;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the aggregator serves its figures (default: ${DEFAULT-VALUE}).")
  private String url = "http://127.0.0.1:8082";

  @Mixin private final CommonOptions common = new CommonOptions();

  StatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    String json = read(address());
    if (common.json()) {
      console.result(json.strip());
    } else {
      SummaryText.lines(FiguresSource.parse(json)).forEach(console::result);
    }
    return 0;
  }

  private String read(URI address) throws IOException, InterruptedException {
    try {
      return new FiguresSource(address, TIMEOUT)
          .awaitJson(
              PATIENCE,
              () ->
                  console.remark(
                      "figures are not available yet; waiting up to "
                          + PATIENCE.toSeconds()
                          + " s ..."));
    } catch (IOException e) {
      throw new IOException(
          "no figures at " + address + " (" + e.getMessage() + "); start with: oracle serve", e);
    }
  }

  private URI address() {
    try {
      URI address = new URI(url);
      if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw new UsageException("--url is no address: " + e.getReason());
    }
    throw new UsageException("--url must look like http://127.0.0.1:8082: " + url);
  }
}
