/**
 * Usage events to figures, with Kafka Streams. What the figures are is said in {@code figures};
 * this package runs the stream that keeps them and reads them from it.
 */
@NullMarked
package io.projectoracle.aggregator;

import org.jspecify.annotations.NullMarked;
