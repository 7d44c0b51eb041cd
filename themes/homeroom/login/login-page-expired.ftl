<#import "template.ftl" as layout>
<#-- It goes on by itself to where the sign-in stands. -->
<@layout.registrationLayout leadTo=url.loginAction; section>
  <#if section == "header">
    ${msg("pageExpiredTitle")}
  <#elseif section == "form">
    <p id="instruction1" class="instruction">${msg("pageExpiredText")}</p>
    <div class="actions">
      <a id="loginContinueLink" class="button button--primary" href="${url.loginAction}">${msg("doContinue")}</a>
      <a id="loginRestartLink" class="button button--secondary" href="${url.loginRestartFlowUrl}">${msg("startAgain")}</a>
    </div>
  </#if>
</@layout.registrationLayout>
