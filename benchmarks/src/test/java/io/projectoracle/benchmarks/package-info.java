@NullMarked
package io.projectoracle.benchmarks;

import org.jspecify.annotations.NullMarked;
