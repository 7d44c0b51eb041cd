<#-- What the pages between the badge and the portal share. -->

<#-- A word about an answer that was wrong; the page is the same otherwise. -->
<#macro again message>
  <#if wrong>
    <p class="step__again" id="step-again" role="alert">${msg(message)}</p>
  </#if>
</#macro>

<#-- Back to holding a badge up. -->
<#macro back label>
  <form class="step__back" action="${url.loginAction}" method="post">
    <button class="button button--secondary button--block step__other" id="other-badge" name="signInWith" value="badge">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.5 6 4 11.5 9.5 17M4.5 11.5H15a5 5 0 0 1 0 10"/></svg>
      <span>${msg(label)}</span>
    </button>
  </form>
</#macro>
