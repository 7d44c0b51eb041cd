<#import "template.ftl" as layout>
<#import "sign-in.ftl" as signIn>
<#import "webauthn.ftl" as webauthn>
<@layout.registrationLayout displayInfo=signIn.registrationOffered modules=["scripts/webauthn.js"]; section>
  <#if section == "header">
    ${msg("webauthn-login-title")}
  <#elseif section == "form">
    <@webauthn.authenticate message="webauthn-unsupported-browser-text" />
    <@webauthn.keys heading="webauthn-available-authenticators" />
    <button class="button button--primary button--block" id="authenticateWebAuthnButton" type="button" autofocus>${msg("webauthn-doAuthenticate")}</button>
  <#elseif section == "info">
    <@signIn.registration />
  </#if>
</@layout.registrationLayout>
