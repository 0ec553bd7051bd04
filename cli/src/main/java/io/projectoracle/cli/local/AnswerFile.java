package io.projectoracle.cli.local;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MessageCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where the answers of a run go, one JSON object per line. Thread-safe. */
public final class AnswerFile implements AutoCloseable {
  private static final String STANDARD_OUTPUT = "-";

  private final OutputStream stream;
  private final @Nullable Path path;
  private boolean written;

  private AnswerFile(OutputStream stream, @Nullable Path path) {
    this.stream = stream;
    this.path = path;
  }

  /**
   * Opens the output.
   *
   * @param name path, or {@code -} for standard output
   * @param force whether an existing file is replaced
   * @throws UsageException if the file exists, or cannot be written
   */
  public static AnswerFile open(String name, boolean force, Console console) {
    if (name.equals(STANDARD_OUTPUT)) {
      return new AnswerFile(console.out(), null);
    }
    Path path = Path.of(name);
    try {
      OutputStream file =
          force
              ? Files.newOutputStream(path)
              : Files.newOutputStream(path, StandardOpenOption.CREATE_NEW);
      return new AnswerFile(new BufferedOutputStream(file, 64 * 1024), path);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(
          "output file exists: " + name + "; use --force to replace it or --output for another");
    } catch (IOException e) {
      throw new UsageException("output file cannot be written: " + name);
    }
  }

  /** Whether answers go to standard output. */
  boolean isStandardOutput() {
    return path == null;
  }

  synchronized void write(Answer answer) throws IOException {
    written = true;
    stream.write(MessageCodec.encode(answer));
    stream.write('\n');
  }

  synchronized void flush() throws IOException {
    stream.flush();
  }

  /** Leaves no empty file behind, which would be in the way of the next try. */
  @Override
  public synchronized void close() throws IOException {
    if (path == null) {
      stream.flush();
      return;
    }
    stream.close();
    if (!written) {
      Files.deleteIfExists(path);
    }
  }
}
