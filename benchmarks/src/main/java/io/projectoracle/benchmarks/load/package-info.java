/** What is asked: text from a seed, as queries and as bodies of calls. */
@NullMarked
package io.projectoracle.benchmarks.load;

import org.jspecify.annotations.NullMarked;
