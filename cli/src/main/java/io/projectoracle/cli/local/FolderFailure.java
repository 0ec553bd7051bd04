package io.projectoracle.cli.local;

import io.projectoracle.cli.console.Console;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Exit;

/**
 * What is said when the broker can write no more. Kafka then ends the process on the spot, since
 * nothing it does from there on could be kept.
 */
final class FolderFailure {
  private FolderFailure() {}

  /** From now on the end of the broker is explained on the console. */
  static void explain(Console console, Path folder) {
    Exit.setHaltProcedure(
        (status, message) -> {
          console.remark(
              "oracle: the broker cannot write to its folder any more: "
                  + folder
                  + "; free some space, or mend the disk, and start it again with this folder:"
                  + " nothing that was acknowledged is lost");
          Runtime.getRuntime().halt(status);
        });
  }
}
