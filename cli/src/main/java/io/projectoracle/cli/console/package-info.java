/** What every command shares: the streams, the ways to be wrong, and how numbers are written. */
@NullMarked
package io.projectoracle.cli.console;

import org.jspecify.annotations.NullMarked;
