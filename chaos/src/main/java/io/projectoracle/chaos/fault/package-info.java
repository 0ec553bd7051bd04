/** Which faults come when, and how they are done to the processes. */
@NullMarked
package io.projectoracle.chaos.fault;

import org.jspecify.annotations.NullMarked;
