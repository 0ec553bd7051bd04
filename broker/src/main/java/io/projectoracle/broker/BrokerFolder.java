package io.projectoracle.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a broker, locked for as long as it is open. Kafka's own lock comes too late: with
 * broker and controller in one node a second process has truncated the metadata log of the first by
 * the time it is refused.
 */
final class BrokerFolder implements AutoCloseable {
  private static final String LOCK_FILE = "oracle-broker.lock";

  /**
   * Folders this JVM holds. The file lock cannot answer that: opening and closing the file a second
   * time in the same process drops the lock.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private BrokerFolder(Path path, boolean temporary, FileChannel lock) {
    this.path = path;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * @throws IOException if the folder cannot be written, or another broker holds it
   */
  static BrokerFolder open(@Nullable Path folder) throws IOException {
    var path =
        folder == null
            ? Files.createTempDirectory("oracle-broker-")
            : Files.createDirectories(folder).toRealPath();
    if (!HELD.add(path)) {
      throw inUse(path);
    }
    try {
      return new BrokerFolder(path, folder == null, locked(path));
    } catch (IOException e) {
      HELD.remove(path);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /**
   * Makes the folder a broker's unless an earlier run did. Kafka writes the file asked for here
   * last, so a run that died while formatting is repeated.
   */
  void format() throws Exception {
    if (Files.exists(path.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
      return;
    }
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    new Formatter()
        .setPrintStream(silent)
        .setNodeId(BrokerProperties.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName(BrokerProperties.CONTROLLER)
        .setDirectories(List.of(path.toString()))
        .setMetadataLogDirectory(path.toString())
        .run();
  }

  /** Lets go of the folder and deletes it if it is temporary. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (temporary) {
        delete();
      }
    } finally {
      HELD.remove(path);
    }
  }

  private void delete() throws IOException {
    List<Path> deepestFirst;
    try (var paths = Files.walk(path)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (var each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }

  private static FileChannel locked(Path path) throws IOException {
    var file = path.resolve(LOCK_FILE);
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw inUse(path);
    }
    return channel;
  }

  private static IOException inUse(Path path) {
    return new IOException("folder '" + path + "' is in use by another broker");
  }
}
