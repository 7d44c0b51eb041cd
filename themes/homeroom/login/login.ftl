<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "social-providers.ftl" as identityProviders>
<#import "passkeys.ftl" as passkeys>
<#import "sign-in.ftl" as signIn>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("username", "password") displayInfo=signIn.registrationOffered modules=(badgeOffered!false)?then(["js/hand-scanner.js"], []); section>
  <#if section == "header">
    ${msg("loginAccountTitle")}
  <#elseif section == "form">
    <#if badgeOffered!false>
      <@signIn.badge />
      <#if realm.password><p class="or">${msg("orWithUsername")}</p></#if>
    </#if>
    <#if realm.password>
      <form id="kc-form-login" class="form" action="${url.loginAction}" method="post" novalidate>
        <#assign error = messagesPerField.getFirstError("username", "password")>
        <#if !usernameHidden??>
          <@signIn.username error=error />
        </#if>
        <@field.password name="password" label=msg("password") error=usernameHidden???then(error, "") forgotPassword=realm.resetPasswordAllowed autofocus=usernameHidden?? autocomplete="current-password" />
        <#if realm.rememberMe && !usernameHidden??>
          <@field.checkbox name="rememberMe" label=msg("rememberMe") value=login.rememberMe?? />
        </#if>
        <input type="hidden" name="credentialId" value="${auth.selectedCredential!""}">
        <@buttons.loginButton />
      </form>
    </#if>
    <@passkeys.conditionalUIData />
  <#elseif section == "socialProviders">
    <#if realm.password && (social.providers)?has_content>
      <@identityProviders.show social=social />
    </#if>
  <#elseif section == "info">
    <@signIn.registration />
  </#if>
</@layout.registrationLayout>
