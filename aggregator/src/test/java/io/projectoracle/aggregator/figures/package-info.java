/** Tests of the figures. */
@NullMarked
package io.projectoracle.aggregator.figures;

import org.jspecify.annotations.NullMarked;
