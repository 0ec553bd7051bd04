package io.projectoracle.worker.agent;

/**
 * What a call asks of the model beside the conversation.
 *
 * @param model name of the model
 * @param temperature sampling temperature
 * @param maxTokens bound on the tokens of the completion
 */
public record ModelParameters(String model, double temperature, int maxTokens) {}
