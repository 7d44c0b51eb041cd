<#-- The last page of a claim: the user name, to print or to write down. -->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=false showAccount=false stylesheets=["css/claim.css"] modules=["scripts/claim-done.js"]; section>
  <#if section == "header">
    ${msg("claimDoneTitle")}
  <#elseif section == "form">
    <p class="instruction" id="claimed-username-label">${msg("claimDoneUsername")}</p>
    <p class="username" id="claimed-username" aria-labelledby="claimed-username-label claimed-username">${claimedUsername}</p>
    <p class="instruction">${msg("claimDoneRemember")}</p>
    <form id="claim-done-form" class="form" action="${url.loginAction}" method="post">
      <@buttons.actionGroup>
        <@buttons.button id="claim-done-go-on" label="claimDoneGoOn" />
        <button class="button button--secondary button--block" id="print-username" type="button" hidden><span class="icon icon--print" aria-hidden="true"></span>${msg("claimDonePrint")}</button>
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>
