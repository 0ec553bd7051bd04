@NullMarked
package io.projectoracle.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
