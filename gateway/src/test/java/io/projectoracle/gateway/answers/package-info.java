/** What is found in the log, and how far a search comes. */
@NullMarked
package io.projectoracle.gateway.answers;

import org.jspecify.annotations.NullMarked;
