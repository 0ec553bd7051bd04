/** Running figures of one simulator, its own event-loop stalls among them. Nothing here blocks. */
@NullMarked
package io.projectoracle.simulator.stats;

import org.jspecify.annotations.NullMarked;
