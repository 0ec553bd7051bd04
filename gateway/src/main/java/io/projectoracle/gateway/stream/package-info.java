/** Answers as a stream that can be taken up again where it broke off. Knows Kafka, but no HTTP. */
@NullMarked
package io.projectoracle.gateway.stream;

import org.jspecify.annotations.NullMarked;
