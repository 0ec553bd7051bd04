package io.projectoracle.chaos.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to run the {@code oracle} command in a JVM of its own.
 *
 * @param classPath class path of the command
 * @param main its main class
 * @param jvmOptions options of every such JVM
 */
public record OracleCommand(String classPath, String main, List<String> jvmOptions) {
  /** Small and quick to start, rather than fast in the long run. */
  private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  public OracleCommand {
    jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * The command that this JVM itself was started with.
   *
   * @param classArchive class data of its class path, from which such JVMs start in half the time;
   *     null if there is none
   */
  public static OracleCommand ofThisJvm(Class<?> main, @Nullable String classArchive) {
    return new OracleCommand(
        System.getProperty("java.class.path"),
        main.getName(),
        classArchive == null
            ? List.of()
            : List.of("-Xshare:auto", "-Xlog:disable", "-XX:SharedArchiveFile=" + classArchive));
  }

  /**
   * @param temporary folder for what would outlive a process that is killed
   */
  List<String> line(int heapMegabytes, Path temporary, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(SMALL);
    line.add("-Xmx" + heapMegabytes + "m");
    line.add("-Djava.io.tmpdir=" + temporary);
    line.addAll(jvmOptions);
    line.addAll(List.of("-cp", classPath, main));
    line.addAll(arguments);
    return line;
  }
}
