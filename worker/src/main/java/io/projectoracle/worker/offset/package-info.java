/**
 * Which records of a partition are finished, and how that is written into the metadata of a
 * committed offset. Pure state machines: no clients, no clocks, no threads.
 */
@NullMarked
package io.projectoracle.worker.offset;

import org.jspecify.annotations.NullMarked;
