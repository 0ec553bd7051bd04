package io.projectoracle.worker.engine;

import io.projectoracle.worker.metrics.WorkerMetrics;
import org.apache.kafka.clients.consumer.Consumer;

/** What the poll loop works with. */
record EngineParts(
    EngineTopics topics,
    EngineSettings settings,
    Consumer<byte[], byte[]> member,
    Fetcher fetcher,
    ProgressReader progress,
    DeadTransactions deadTransactions,
    ClusterCheck clusterCheck,
    Committer committer,
    WorkerMetrics metrics) {}
