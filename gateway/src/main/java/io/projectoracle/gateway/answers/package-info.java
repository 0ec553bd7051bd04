/**
 * Finds answers: follows the end of the answers topic for those who wait, and searches the log for
 * what came earlier. Keeps nothing that cannot be found in the log again.
 */
@NullMarked
package io.projectoracle.gateway.answers;

import org.jspecify.annotations.NullMarked;
