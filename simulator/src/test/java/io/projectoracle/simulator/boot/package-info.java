/** The simulator's process and its keys. */
@NullMarked
package io.projectoracle.simulator.boot;

import org.jspecify.annotations.NullMarked;
