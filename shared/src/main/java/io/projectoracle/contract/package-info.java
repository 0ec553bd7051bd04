/**
 * The message contracts of Oracle: what travels on which topic, in which form. A change here is a
 * change of the wire.
 */
@NullMarked
package io.projectoracle.contract;

import org.jspecify.annotations.NullMarked;
