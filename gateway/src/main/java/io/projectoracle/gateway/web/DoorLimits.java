package io.projectoracle.gateway.web;

import java.time.Duration;

/**
 * Bounds of requests.
 *
 * @param queryBytes largest body with one query
 * @param batchBytes largest body with many
 * @param maxWait longest time to wait for an answer
 */
public record DoorLimits(int queryBytes, int batchBytes, Duration maxWait) {}
