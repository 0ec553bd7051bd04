package io.projectoracle.worker.cache;

import io.projectoracle.contract.QueryKey;
import io.projectoracle.worker.agent.ModelParameters;

/**
 * What two questions must have in common to share an answer: tenant, agent and normalised messages
 * (the whole digest, not just the record key) and the model's parameters.
 */
public record CacheKey(QueryKey question, ModelParameters parameters) {}
