package io.projectoracle.worker.engine;

import io.projectoracle.worker.metrics.WorkerMetrics;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What the poll loop works with.
 *
 * @param topic topic to read
 */
record EngineParts(
    String topic,
    EngineSettings settings,
    Consumer<byte[], byte[]> consumer,
    ProgressReader progress,
    DeadTransactions deadTransactions,
    ClusterCheck clusterCheck,
    Committer committer,
    WorkerMetrics metrics) {}
