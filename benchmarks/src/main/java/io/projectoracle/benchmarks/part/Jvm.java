package io.projectoracle.benchmarks.part;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What this JVM knows of itself. */
final class Jvm {
  private Jvm() {}

  /** Bytes in use after a full collection. */
  static long liveHeapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Longest time between two polls, of all its consumers that are members of a group. */
  static long longestPollGapMillis() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    double longest = -1;
    try {
      for (ObjectName name :
          beans.queryNames(new ObjectName("kafka.consumer:type=consumer-metrics,*"), null)) {
        if (!name.getKeyProperty("client-id").endsWith("-cancels")) {
          Object gap = beans.getAttribute(name, "time-between-poll-max");
          longest = Math.max(longest, gap instanceof Double value ? value : -1);
        }
      }
    } catch (JMException e) {
      throw new IllegalStateException("the consumer's metrics cannot be read", e);
    }
    return Math.round(longest);
  }
}
