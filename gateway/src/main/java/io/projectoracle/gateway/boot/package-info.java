/** The gateway as a process of its own: reads its configuration, starts it, tells how it is. */
@NullMarked
package io.projectoracle.gateway.boot;

import org.jspecify.annotations.NullMarked;
