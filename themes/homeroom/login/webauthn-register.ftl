<#import "template.ftl" as layout>
<#import "password-commons.ftl" as passwordCommons>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout modules=["scripts/webauthn.js"]; section>
  <#if section == "header">
    ${msg("webauthn-registration-title")}
  <#elseif section == "form">
    <form id="register" class="form" action="${url.loginAction}" method="post" data-challenge="${challenge}" data-user-id="${userid}" data-username="${username}" data-algorithms="<#list signatureAlgorithms as algorithm>${algorithm?c}<#sep>,</#list>" data-rp-name="${rpEntityName}" data-rp-id="${rpId}" data-attestation="${attestationConveyancePreference}" data-attachment="${authenticatorAttachment}" data-require-resident-key="${requireResidentKey}" data-resident-key="${residentKey!""}" data-user-verification="${userVerificationRequirement}" data-timeout="${createTimeout}" data-exclude="${excludeCredentialIds}" data-label="${msg("webauthn-registration-init-label")}" data-label-prompt="${msg("webauthn-registration-init-label-prompt")}" data-unsupported="${msg("webauthn-unsupported-browser-text")}">
      <#list ["clientDataJSON", "attestationObject", "publicKeyCredentialId", "authenticatorLabel", "transports", "authenticatorAttachment", "error"] as name>
        <input type="hidden" id="${name}" name="${name}">
      </#list>
      <@passwordCommons.logoutOtherSessions />
      <button class="button button--primary button--block" id="registerWebAuthn" type="button" autofocus>${msg("doRegisterSecurityKey")}</button>
    </form>
    <#if !isSetRetry?has_content && isAppInitiatedAction?has_content>
      <form action="${url.loginAction}" id="kc-webauthn-settings-form" method="post">
        <@buttons.button id="cancelWebAuthnAIA" name="cancel-aia" label="doCancel" type="secondary" value="true" />
      </form>
    </#if>
  </#if>
</@layout.registrationLayout>
