/** What a worker keeps of a great many queries: nothing. */
@NullMarked
package io.projectoracle.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
