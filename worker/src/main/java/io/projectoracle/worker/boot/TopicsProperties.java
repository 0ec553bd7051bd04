package io.projectoracle.worker.boot;

import io.projectoracle.contract.Topics;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which topics the installation uses.
 *
 * @param prefix first part of the topics' names
 */
@ConfigurationProperties("oracle.topics")
record TopicsProperties(@DefaultValue("oracle") String prefix) {
  TopicsProperties {
    String checked = prefix;
    Keys.under("oracle.topics", () -> new Topics(checked));
  }

  Topics toTopics() {
    return new Topics(prefix);
  }
}
