/**
 * The {@code oracle} command. Commands that only talk to Kafka start no Spring and load nothing of
 * broker or aggregator, and of the worker only how it writes its offsets, so that they answer in
 * about a second.
 */
@NullMarked
package io.projectoracle.cli;

import org.jspecify.annotations.NullMarked;
