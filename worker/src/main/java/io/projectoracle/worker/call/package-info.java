/**
 * A question's way to a completion: a permit, a call, and another one if that failed for the
 * moment. Every attempt ends up on the bill.
 */
@NullMarked
package io.projectoracle.worker.call;

import org.jspecify.annotations.NullMarked;
