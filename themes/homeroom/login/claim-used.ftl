<#-- Somebody proved to be the owner, but the account was claimed, or the code voided, before the password was chosen. -->
<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<@layout.registrationLayout displayMessage=false showAccount=false; section>
  <#if section == "header">
    ${msg("claimUsedTitle")}
  <#elseif section == "form">
    <p class="instruction">${msg("claimUsedText")}</p>
    <p class="instruction">${msg("claimUsedHelp")}</p>
    <div class="actions">
      <a class="button button--primary button--block" id="claim-used-sign-in" href="${document.portalPath}">${msg("doLogIn")}</a>
      <a class="button button--secondary button--block" href="${document.realmPath}/claim">${msg("startAgain")}</a>
    </div>
  </#if>
</@layout.registrationLayout>
