/** What was measured, beside what it is judged by, as a table and as JSON. */
@NullMarked
package io.projectoracle.benchmarks.report;

import org.jspecify.annotations.NullMarked;
