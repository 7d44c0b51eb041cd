<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("webauthn-error-title")}
  <#elseif section == "form">
    <form id="kc-error-credential-form" action="${url.loginAction}" method="post">
      <input type="hidden" name="authenticationExecution" value="${execution}">
      <input type="hidden" name="isSetRetry" value="retry">
      <@buttons.button id="kc-try-again" name="try-again" label="doTryAgain" />
    </form>
    <#if isAppInitiatedAction??>
      <form action="${url.loginAction}" id="kc-webauthn-settings-form" method="post">
        <@buttons.button id="cancelWebAuthnAIA" name="cancel-aia" label="doCancel" type="secondary" value="true" />
      </form>
    </#if>
  </#if>
</@layout.registrationLayout>
