/**
 * A real Kafka broker inside this JVM, for the laptop and for tests. It runs Kafka's own server
 * code in KRaft mode, one node that is broker and controller at once, reachable on the loopback
 * address only.
 */
@NullMarked
package io.projectoracle.broker;

import org.jspecify.annotations.NullMarked;
