<#-- Why the portal cannot be shown; `reason` is `Cookies` or `Interrupted`. -->
<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<@layout.registrationLayout displayMessage=false; section>
  <#if section == "header">
    ${msg("portal" + reason + "Title")}
  <#elseif section == "form">
    <p class="instruction">${msg("portal" + reason + "Text")}</p>
    <div class="actions"><a class="button button--primary button--block" href="${document.portalPath}">${msg("tryAgain")}</a></div>
  </#if>
</@layout.registrationLayout>
