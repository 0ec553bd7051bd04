/** The queries a run publishes, at its rate. */
@NullMarked
package io.projectoracle.chaos.load;

import org.jspecify.annotations.NullMarked;
