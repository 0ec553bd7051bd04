/** Tests of the embedded broker, against Kafka's own clients. */
@NullMarked
package io.projectoracle.broker;

import org.jspecify.annotations.NullMarked;
