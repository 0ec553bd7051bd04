package io.projectoracle.chaos.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /** The command that this JVM itself was started with. */
  public static OracleCommand ofThisJvm(Class<?> main) {
    return new OracleCommand(System.getProperty("java.class.path"), main.getName(), List.of());
  }

  List<String> line(int heapMegabytes, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(SMALL);
    line.add("-Xmx" + heapMegabytes + "m");
    line.addAll(jvmOptions);
    line.addAll(List.of("-cp", classPath, main));
    line.addAll(arguments);
    return line;
  }
}
