/** Exact sliding windows over requests and tokens. Grants or denies at once and names the wait. */
@NullMarked
package io.projectoracle.simulator.limit;

import org.jspecify.annotations.NullMarked;
