/** How long a query takes beside an echo under the same rule of transactions. */
@NullMarked
package io.projectoracle.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
