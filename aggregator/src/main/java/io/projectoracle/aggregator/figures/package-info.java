/**
 * The figures: sums over usage events that can be merged in any order, and the report made of them.
 * Plain values without Kafka.
 */
@NullMarked
package io.projectoracle.aggregator.figures;

import org.jspecify.annotations.NullMarked;
