/** How many queries in a second, side by side. */
@NullMarked
package io.projectoracle.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
