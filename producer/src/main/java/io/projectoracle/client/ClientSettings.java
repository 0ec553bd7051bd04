package io.projectoracle.client;

import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told once and for all.
 *
 * @param connectTimeout how long the first use waits for Kafka and the topics' leaders
 * @param closeTimeout how long closing waits for what is on its way to Kafka
 * @param expiryGrace what an answer may take beyond the deadline; null if it may take for ever
 * @param clockSlack how far the clocks of clients and workers may be apart
 */
record ClientSettings(
    KafkaConnection connection,
    Topics topics,
    String clientId,
    SizeLimits sizeLimits,
    Duration connectTimeout,
    Duration closeTimeout,
    @Nullable Duration expiryGrace,
    Duration clockSlack) {}
