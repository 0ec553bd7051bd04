/** The aggregator's figures, as people read them: a table for each thing worth comparing. */
@NullMarked
package io.projectoracle.cli.summary;

import org.jspecify.annotations.NullMarked;
