/** Hand-written stand-ins for the seams to the outside world. */
@NullMarked
package io.projectoracle.worker.testkit;

import org.jspecify.annotations.NullMarked;
