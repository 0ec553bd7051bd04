/**
 * What is not wanted any more: {@link io.projectoracle.worker.cancel.CancelReader} reads it, {@link
 * io.projectoracle.worker.cancel.Cancels} brings it together with the queries of this worker.
 */
@NullMarked
package io.projectoracle.worker.cancel;

import org.jspecify.annotations.NullMarked;
