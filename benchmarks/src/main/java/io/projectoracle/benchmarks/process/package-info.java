/** JVMs beside this one, so that what is measured shares its heap and its compiler with nobody. */
@NullMarked
package io.projectoracle.benchmarks.process;

import org.jspecify.annotations.NullMarked;
