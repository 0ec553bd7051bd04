/**
 * The processes of the installation: child JVMs that run the {@code oracle} command, and the
 * signals they are sent.
 */
@NullMarked
package io.projectoracle.chaos.process;

import org.jspecify.annotations.NullMarked;
