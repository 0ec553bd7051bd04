/** The commands that measure a worker beside what it could be replaced by. */
@NullMarked
package io.projectoracle.benchmarks;

import org.jspecify.annotations.NullMarked;
