package org.homeroom.keycloak.configuration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.ClientAuthenticator;
import org.keycloak.authentication.FormAction;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * Changes a live flow to a wanted one.
 *
 * <p>A step is the same when it has the same authenticator, or is a subflow of the same alias, in
 * the same flow. The same steps keep their ids, which a sign-in that is half done refers to. What
 * has to go goes last.
 */
final class FlowWriter {
  private final KeycloakSession session;
  private final RealmModel realm;
  private final List<AuthenticationExecutionModel> leftOver = new ArrayList<>();
  private final Set<String> usedFlows = new HashSet<>();
  private final Set<String> ownFlows = new HashSet<>();
  private final Set<String> configAliases = new HashSet<>();

  FlowWriter(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * Writes a top-level flow.
   *
   * @return its id
   * @throws IllegalArgumentException for what a flow cannot be; the transaction has to be rolled
   *     back then
   */
  String write(FlowTree wanted) {
    AuthenticationFlowModel flow = realm.getFlowByAlias(wanted.alias());
    if (flow == null) {
      flow = add(wanted, true);
    } else if (!flow.isTopLevel()) {
      throw new IllegalArgumentException(
          "The flow '%s' is part of another one.".formatted(wanted.alias()));
    } else {
      noteOwnFlows(flow);
    }
    realm.getAuthenticatorConfigsStream().forEach(config -> configAliases.add(config.getAlias()));
    write(flow, wanted, flow.isBuiltIn());
    leftOver.forEach(this::remove);
    return flow.getId();
  }

  private void noteOwnFlows(AuthenticationFlowModel flow) {
    ownFlows.add(flow.getId());
    realm
        .getAuthenticationExecutionsStream(flow.getId())
        .filter(execution -> execution.getFlowId() != null)
        .map(execution -> realm.getAuthenticationFlowById(execution.getFlowId()))
        .filter(Objects::nonNull)
        .toList()
        .forEach(this::noteOwnFlows);
  }

  private void write(AuthenticationFlowModel flow, FlowTree wanted, boolean builtIn) {
    usedFlows.add(flow.getId());
    writeFields(flow, wanted);
    Map<String, Deque<AuthenticationExecutionModel>> there = new HashMap<>();
    List<AuthenticationExecutionModel> executions =
        realm.getAuthenticationExecutionsStream(flow.getId()).toList();
    executions.forEach(
        found -> there.computeIfAbsent(label(found), label -> new ArrayDeque<>()).add(found));
    List<AuthenticationExecutionModel> placed = new ArrayList<>();
    boolean inOrder = true;
    int last = Integer.MIN_VALUE;
    for (FlowTree.Step step : wanted.steps()) {
      AuthenticationExecutionModel same =
          there.getOrDefault(step.label(), new ArrayDeque<>()).poll();
      placed.add(same);
      inOrder = inOrder && same != null && same.getPriority() > last;
      last = same == null ? last : same.getPriority();
    }
    if (builtIn && (!inOrder || there.values().stream().anyMatch(rest -> !rest.isEmpty()))) {
      throw new IllegalArgumentException(
          "'%s' is Keycloak's own: its steps stay as they are; copy it under another name."
              .formatted(wanted.alias()));
    }
    for (int place = 0; place < placed.size(); place++) {
      FlowTree.Step step = wanted.steps().get(place);
      AuthenticationExecutionModel same = placed.get(place);
      int priority = inOrder ? same.getPriority() : place;
      AuthenticationExecutionModel written =
          same == null ? add(flow, step, priority) : update(same, step, priority);
      writeConfig(flow, written, step);
      if (step.isFlow()) {
        write(realm.getAuthenticationFlowById(written.getFlowId()), step.flow(), builtIn);
      }
    }
    there.values().forEach(leftOver::addAll);
  }

  private String label(AuthenticationExecutionModel execution) {
    if (execution.getFlowId() == null) {
      return "step " + execution.getAuthenticator();
    }
    AuthenticationFlowModel flow = realm.getAuthenticationFlowById(execution.getFlowId());
    return "flow " + (flow == null ? null : flow.getAlias());
  }

  private void writeFields(AuthenticationFlowModel flow, FlowTree wanted) {
    if (!wanted.providerId().equals(flow.getProviderId())) {
      throw new IllegalArgumentException(
          "'%s' is a %s and cannot become a %s; give it another name."
              .formatted(wanted.alias(), flow.getProviderId(), wanted.providerId()));
    }
    if (!wanted.description().equals(Objects.requireNonNullElse(flow.getDescription(), ""))) {
      flow.setDescription(wanted.description());
      realm.updateAuthenticationFlow(flow);
    }
  }

  private AuthenticationFlowModel add(FlowTree wanted, boolean topLevel) {
    AuthenticationFlowModel flow = new AuthenticationFlowModel();
    flow.setAlias(wanted.alias());
    flow.setDescription(wanted.description());
    flow.setProviderId(wanted.providerId());
    flow.setTopLevel(topLevel);
    flow.setBuiltIn(false);
    return realm.addAuthenticationFlow(flow);
  }

  private AuthenticationExecutionModel add(
      AuthenticationFlowModel parent, FlowTree.Step step, int priority) {
    AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
    execution.setParentFlow(parent.getId());
    execution.setRequirement(step.requirement());
    execution.setPriority(priority);
    if (step.authenticator() != null) {
      if (!step.isFlow()) {
        requireProvider(parent, step.authenticator());
      }
      execution.setAuthenticator(step.authenticator());
    }
    if (step.isFlow()) {
      execution.setAuthenticatorFlow(true);
      execution.setFlowId(subflow(step.flow()).getId());
    }
    return realm.addAuthenticatorExecution(execution);
  }

  /**
   * A subflow that is somewhere else in this flow moves with all its ids; one of another flow stays
   * there.
   */
  private AuthenticationFlowModel subflow(FlowTree wanted) {
    AuthenticationFlowModel there = realm.getFlowByAlias(wanted.alias());
    if (there == null) {
      return add(wanted, false);
    }
    if (!ownFlows.contains(there.getId()) || usedFlows.contains(there.getId())) {
      throw new IllegalArgumentException(
          "The name '%s' is that of another flow.".formatted(wanted.alias()));
    }
    return there;
  }

  private AuthenticationExecutionModel update(
      AuthenticationExecutionModel execution, FlowTree.Step step, int priority) {
    if (execution.getRequirement() != step.requirement() || execution.getPriority() != priority) {
      execution.setRequirement(step.requirement());
      execution.setPriority(priority);
      realm.updateAuthenticatorExecution(execution);
    }
    return execution;
  }

  private void writeConfig(
      AuthenticationFlowModel parent, AuthenticationExecutionModel execution, FlowTree.Step step) {
    AuthenticatorConfigModel config =
        execution.getAuthenticatorConfig() == null
            ? null
            : realm.getAuthenticatorConfigById(execution.getAuthenticatorConfig());
    if (config == null && !step.config().isEmpty()) {
      AuthenticatorConfigModel made = new AuthenticatorConfigModel();
      made.setAlias(freeAlias(parent.getAlias() + " " + step.authenticator()));
      made.setConfig(new HashMap<>(step.config()));
      execution.setAuthenticatorConfig(realm.addAuthenticatorConfig(made).getId());
      realm.updateAuthenticatorExecution(execution);
    } else if (config != null && step.config().isEmpty()) {
      execution.setAuthenticatorConfig(null);
      realm.updateAuthenticatorExecution(execution);
      realm.removeAuthenticatorConfig(config);
    } else if (config != null && !step.config().equals(config.getConfig())) {
      config.setConfig(new HashMap<>(step.config()));
      realm.updateAuthenticatorConfig(config);
    }
  }

  private String freeAlias(String wanted) {
    String alias = wanted;
    for (int number = 2; !configAliases.add(alias); number++) {
      alias = wanted + " " + number;
    }
    return alias;
  }

  private void requireProvider(AuthenticationFlowModel parent, String id) {
    Class<? extends Provider> kind =
        switch (Objects.requireNonNullElse(parent.getProviderId(), "")) {
          case "form-flow" -> FormAction.class;
          case "client-flow" -> ClientAuthenticator.class;
          default -> Authenticator.class;
        };
    if (session.getKeycloakSessionFactory().getProviderFactory(kind, id) == null) {
      throw new IllegalArgumentException("This server has no provider '%s'.".formatted(id));
    }
  }

  private void remove(AuthenticationExecutionModel execution) {
    if (execution.getFlowId() != null && !usedFlows.contains(execution.getFlowId())) {
      AuthenticationFlowModel flow = realm.getAuthenticationFlowById(execution.getFlowId());
      realm.getAuthenticationExecutionsStream(execution.getFlowId()).toList().forEach(this::remove);
      if (flow != null) {
        realm.removeAuthenticationFlow(flow);
      }
    }
    if (execution.getAuthenticatorConfig() != null) {
      AuthenticatorConfigModel config =
          realm.getAuthenticatorConfigById(execution.getAuthenticatorConfig());
      if (config != null) {
        realm.removeAuthenticatorConfig(config);
      }
    }
    realm.removeAuthenticatorExecution(execution);
  }
}
