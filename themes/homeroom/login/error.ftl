<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<@layout.registrationLayout displayMessage=false; section>
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
