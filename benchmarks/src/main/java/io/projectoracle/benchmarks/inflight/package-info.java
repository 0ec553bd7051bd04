/** How many calls a worker keeps in flight, and what they cost it. */
@NullMarked
package io.projectoracle.benchmarks.inflight;

import org.jspecify.annotations.NullMarked;
