/**
 * The chat completion contract: reads requests, makes up answers, writes JSON. Knows no sockets.
 */
@NullMarked
package io.projectoracle.simulator.chat;

import org.jspecify.annotations.NullMarked;
