package io.projectoracle.cli.check;

import io.projectoracle.contract.Topics;
import java.util.function.Predicate;

/**
 * A setting that a topic must have. Looser than what {@link Topics#setups} gives to new topics:
 * whoever keeps answers longer is not wrong.
 *
 * @param topic name of the topic
 * @param key Kafka's name of the setting
 * @param wanted what the value must be, in words
 * @param holds whether a value will do
 * @param value one that does
 * @param severity how bad another is
 * @param reason what comes of another
 */
public record TopicRequirement(
    String topic,
    String key,
    String wanted,
    Predicate<String> holds,
    String value,
    Severity severity,
    String reason) {}
