<#-- Offers a passkey beside the user name and password, where the realm allows passkeys there. -->
<#import "webauthn.ftl" as webauthn>
<#macro conditionalUIData>
  <#if enableWebAuthnConditionalUI?has_content>
    <@webauthn.authenticate message="passkey-unsupported-browser-text" mediation=mediation!"conditional" />
    <div class="actions"><button class="button button--secondary button--block" id="authenticateWebAuthnButton" type="button">${msg("webauthn-doAuthenticate")}</button></div>
    <script type="module" src="${url.resourcesPath}/scripts/webauthn.js"></script>
  </#if>
</#macro>
