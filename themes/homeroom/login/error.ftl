<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<#-- Addresses of a sign-in that is over, such as bookmarks of it, are no errors to anybody: they begin anew by themselves. -->
<#assign over = ["cookieNotFoundMessage", "invalidCodeMessage", "expiredCodeMessage", "staleCodeMessage", "sessionNotActiveMessage"]?map(key -> msg(key))>
<#-- Where no other application is meant, a request that cannot be understood is an old one too. -->
<#assign ours = !(client.clientId)?? || client.clientId == "portal">
<#assign old = [msg("invalidRequestMessage"), msg("invalidParameterMessage", "redirect_uri"), msg("expiredActionTokenNoSessionMessage")]>
<#assign leadTo = (over?seq_contains(message.summary) || ours && old?seq_contains(message.summary))?then(document.restartPath, "")>
<@layout.registrationLayout displayMessage=false leadTo=leadTo; section>
  <#if section == "header">
    ${msg("errorTitle")}
  <#elseif section == "form">
    <div id="kc-error-message">
      <@layout.notice type="error"><span class="instruction">${kcSanitize(message.summary)?no_esc}</span></@layout.notice>
      <#if traceId??><p class="hint" id="traceId">${msg("traceIdSupportMessage", traceId)}</p></#if>
      <div class="actions">
        <#if !skipLink?? && (client.baseUrl)?has_content>
          <a id="backToApplication" class="button button--secondary" href="${client.baseUrl}">${msg("backToApplication")}</a>
        </#if>
        <a class="button button--primary" href="${document.portalPath}">${msg("toPortal")}</a>
      </div>
    </div>
  </#if>
</@layout.registrationLayout>
