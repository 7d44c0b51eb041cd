package org.homeroom.keycloak.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** What passes. What is refused, and how, is tested against a real Keycloak. */
class AppAccessAuthenticatorTest {
  private final AppAccessAuthenticator step = new AppAccessAuthenticator();
  private final AuthenticationFlowContext context = mock(AuthenticationFlowContext.class);
  private final ClientModel client = mock(ClientModel.class);
  private final UserModel person = mock(UserModel.class);

  @BeforeEach
  void somebodySignsInToAnApplication() {
    AuthenticationSessionModel signIn = mock(AuthenticationSessionModel.class);
    when(signIn.getClient()).thenReturn(client);
    when(context.getAuthenticationSession()).thenReturn(signIn);
    when(context.getUser()).thenReturn(person);
  }

  @Test
  void somebodyWithTheLaunchRolePasses() {
    RoleModel launch = mock(RoleModel.class);
    when(client.getRole("launch")).thenReturn(launch);
    when(person.hasRole(launch)).thenReturn(true);
    step.authenticate(context);
    verify(context).success();
  }

  @Test
  void aClientWithoutThatRoleIsOpenToEverybody() {
    step.authenticate(context);
    verify(context).success();
  }

  @Test
  void theStepNeedsToKnowWhoItIs() {
    assertThat(step.requiresUser()).isTrue();
  }

  @Test
  void theStepCannotBeMadeAnAlternativeThatAnotherWouldReplace() {
    assertThat(new AppAccessAuthenticatorFactory().getRequirementChoices())
        .containsExactly(Requirement.REQUIRED, Requirement.DISABLED);
  }
}
