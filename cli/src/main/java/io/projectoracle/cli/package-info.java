/**
 * The {@code oracle} command. Commands that only talk to Kafka load nothing of worker, broker or
 * aggregator, so that they answer in about a second.
 */
@NullMarked
package io.projectoracle.cli;

import org.jspecify.annotations.NullMarked;
