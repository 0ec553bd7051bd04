/**
 * What is wrong with a cluster, and how it is mended: facts are read first, then judged by rules
 * that know nothing of Kafka's clients.
 */
@NullMarked
package io.projectoracle.cli.check;

import org.jspecify.annotations.NullMarked;
