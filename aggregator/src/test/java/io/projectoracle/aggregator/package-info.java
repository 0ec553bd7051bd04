/** Tests of the aggregator's core. */
@NullMarked
package io.projectoracle.aggregator;

import org.jspecify.annotations.NullMarked;
