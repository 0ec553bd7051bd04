/** Tests of the aggregator as a process. */
@NullMarked
package io.projectoracle.aggregator.boot;

import org.jspecify.annotations.NullMarked;
