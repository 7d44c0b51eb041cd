<#-- What the pages that begin a sign-in have in common. -->
<#import "field.ftl" as field>

<#assign registrationOffered = realm.password && realm.registrationAllowed && !registrationDisabled??>

<#macro username error="">
  <#local label><#if !realm.loginWithEmailAllowed>${msg("username")}<#elseif !realm.registrationEmailAsUsername>${msg("usernameOrEmail")}<#else>${msg("email")}</#if></#local>
  <@field.input name="username" label=label value=login.username!"" hint=msg("usernameHint") error=error autofocus=true autocomplete=(enableWebAuthnConditionalUI?has_content)?then("username webauthn", "username") />
</#macro>

<#macro registration>
  <#if registrationOffered>
    <p id="kc-registration">${msg("noAccount")} <a href="${url.registrationUrl}">${msg("doRegister")}</a></p>
  </#if>
</#macro>

<#-- A form of its own: Enter in the password field must never choose the badge. -->
<#macro badge>
  <form action="${url.loginAction}" method="post">
    <button class="badge-offer" id="sign-in-with-badge" name="signInWith" value="badge" formnovalidate>
      <svg viewBox="0 0 64 80" aria-hidden="true">
        <path class="badge-offer__strap" d="M27 0h10v16H27z"/>
        <rect class="badge-offer__card" x="5" y="12" width="54" height="66" rx="8" stroke-width="3"/>
        <rect class="badge-offer__ink" x="26" y="17" width="12" height="4" rx="2"/>
        <path class="badge-offer__ink" d="M15 28h14v14H15zm3 3v8h8v-8zM35 28h14v14H35zm3 3v8h8v-8zM15 48h14v14H15zm3 3v8h8v-8zM35 48h5v5h-5zm9 0h5v5h-5zm-4 5h4v5h-4zm-5 5h5v4h-5zm9 0h5v4h-5zM20.5 33.5h3v3h-3zm20 0h3v3h-3zm-20 20h3v3h-3z"/>
        <rect class="badge-offer__ink" x="18" y="67" width="28" height="4" rx="2"/>
      </svg>
      <span>
        <span class="badge-offer__title">${msg("doSignInWithBadge")}</span>
        <span class="badge-offer__text">${msg("signInWithBadgeHint")}</span>
      </span>
    </button>
  </form>
  <#-- What a hand scanner reads on this page; see js/hand-scanner.js. -->
  <form id="scanned-badge-form" action="${url.loginAction}" method="post">
    <input type="hidden" id="scanned-badge" name="badge" autocomplete="off">
  </form>
</#macro>
