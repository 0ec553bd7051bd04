package io.projectoracle.gateway.boot;

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
    try {
      var unused = new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("oracle.topics.prefix: " + e.getMessage());
    }
  }

  Topics toTopics() {
    return new Topics(prefix);
  }
}
