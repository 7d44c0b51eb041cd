package org.homeroom.keycloak.configuration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/**
 * A flow with all that is in it.
 *
 * @param alias name of the flow
 * @param description for administrators
 * @param providerId {@code basic-flow}, {@code form-flow} or {@code client-flow}
 * @param steps in the order in which they run
 */
record FlowTree(String alias, String description, String providerId, List<Step> steps) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A step.
   *
   * @param requirement what becomes of the flow when the step fails
   * @param authenticator the provider; of a flow, the one that shows its form, or null
   * @param config settings of the authenticator; null or empty for none
   * @param flow the subflow; null for a step that is none
   */
  record Step(
      Requirement requirement, String authenticator, Map<String, String> config, FlowTree flow) {
    Step {
      config = config == null ? Map.of() : Map.copyOf(config);
    }

    boolean isFlow() {
      return flow != null;
    }

    /** What tells the step from its neighbours. */
    String label() {
      return isFlow() ? "flow " + flow.alias() : "step " + authenticator;
    }
  }

  FlowTree {
    description = description == null ? "" : description;
    providerId = providerId == null ? "basic-flow" : providerId;
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /**
   * Reads a flow.
   *
   * @param alias of the flow, which is in the address and not in the body
   * @throws IllegalArgumentException for what is no flow
   */
  static FlowTree read(String alias, InputStream body) {
    FlowTree read;
    try {
      read = JSON.readValue(body, FlowTree.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The body is not a flow: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (read == null) {
      throw new IllegalArgumentException("The body is empty.");
    }
    FlowTree flow = new FlowTree(alias, read.description(), read.providerId(), read.steps());
    flow.check(new HashSet<>());
    return flow;
  }

  private void check(Set<String> aliases) {
    if (alias == null || alias.isBlank()) {
      throw new IllegalArgumentException("A subflow has no alias.");
    }
    if (!aliases.add(alias)) {
      throw new IllegalArgumentException("The flow '%s' is in it twice.".formatted(alias));
    }
    for (Step step : steps) {
      if (step.requirement() == null) {
        throw new IllegalArgumentException("A step of '%s' has no requirement.".formatted(alias));
      }
      if (step.isFlow()) {
        step.flow().check(aliases);
      } else if (step.authenticator() == null || step.authenticator().isBlank()) {
        throw new IllegalArgumentException(
            "A step of '%s' has neither an authenticator nor a flow.".formatted(alias));
      }
    }
  }
}
