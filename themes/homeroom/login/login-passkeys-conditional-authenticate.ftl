<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "sign-in.ftl" as signIn>
<#import "webauthn.ftl" as webauthn>
<@layout.registrationLayout displayInfo=signIn.registrationOffered modules=["scripts/webauthn.js"]; section>
  <#if section == "header">
    ${msg("passkey-login-title")}
  <#elseif section == "form">
    <@webauthn.authenticate message="passkey-unsupported-browser-text" mediation="conditional" />
    <@webauthn.keys heading="passkey-available-authenticators" />
    <#if realm.password && !usernameHidden??>
      <form id="kc-form-login" class="form" action="${url.loginAction}" method="post">
        <@field.input name="username" label=msg("passkey-autofill-select") value=login.username!"" autofocus=true autocomplete="username webauthn" />
      </form>
    </#if>
    <div class="actions"><button class="button button--primary button--block" id="authenticateWebAuthnButton" type="button">${msg("passkey-doAuthenticate")}</button></div>
  <#elseif section == "info">
    <@signIn.registration />
  </#if>
</@layout.registrationLayout>
