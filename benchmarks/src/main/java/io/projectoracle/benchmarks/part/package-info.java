/** What a JVM beside this one does: broker, model, worker, and what they are compared with. */
@NullMarked
package io.projectoracle.benchmarks.part;

import org.jspecify.annotations.NullMarked;
