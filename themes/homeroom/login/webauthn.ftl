<#-- The forms that scripts/webauthn.js fills, for the pages that ask for a passkey or a security key. -->
<#macro authenticate message mediation="">
  <form id="webauth" action="${url.loginAction}" method="post" hidden data-challenge="${challenge}" data-rp-id="${rpId}" data-timeout="${createTimeout}" data-user-verification="${userVerification}" data-user-identified="${isUserIdentified}" data-mediation="${mediation}" data-unsupported="${msg(message)}">
    <#list ["clientDataJSON", "authenticatorData", "signature", "credentialId", "userHandle", "error"] as name>
      <input type="hidden" id="${name}" name="${name}">
    </#list>
  </form>
  <#if authenticators??>
    <form id="authn_select" hidden>
      <#list authenticators.authenticators as authenticator>
        <input type="hidden" name="authn_use_chk" value="${authenticator.credentialId}">
      </#list>
    </form>
  </#if>
</#macro>

<#macro keys heading>
  <#if authenticators?? && shouldDisplayAuthenticators!false>
    <#if authenticators.authenticators?size gt 1><p class="hint">${msg(heading)}</p></#if>
    <ul class="list stack" role="list">
      <#list authenticators.authenticators as authenticator>
        <li id="kc-webauthn-authenticator-item-${authenticator?index}">
          <strong id="kc-webauthn-authenticator-label-${authenticator?index}">${authenticator.label}</strong><br>
          <span class="hint">${msg("webauthn-createdAt-label")} ${authenticator.createdAt}</span>
        </li>
      </#list>
    </ul>
  </#if>
</#macro>
