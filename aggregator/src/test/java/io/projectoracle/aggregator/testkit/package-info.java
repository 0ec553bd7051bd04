/** What several tests share: usage events, and a usage topic to write them to. */
@NullMarked
package io.projectoracle.aggregator.testkit;

import org.jspecify.annotations.NullMarked;
