/** JMH benchmarks of what is done for each query or each commit. */
@NullMarked
package io.projectoracle.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
