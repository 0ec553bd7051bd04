/** What keys may be, and what they never tell. */
@NullMarked
package io.projectoracle.gateway.access;

import org.jspecify.annotations.NullMarked;
