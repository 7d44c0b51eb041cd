<#-- A link by e-mail as second proof; `state` is offer, sent, failed or none. -->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#import "recovery.ftl" as recovery>
<@layout.registrationLayout displayMessage=false showAccount=false; section>
  <#if section == "header">
    ${msg("recoveryMailTitle." + state)}
  <#elseif section == "form">
    <#if state == "failed"><@layout.notice type="error">${msg("recoveryMailFailed")}</@layout.notice></#if>
    <#if state == "sent">
      <p class="instruction" id="recovery-mail-sent">${msg("recoveryMailSent", address)}</p>
    <#elseif state == "none">
      <p class="instruction" id="recovery-no-way">${msg("recoveryNoWay", recovery.help)}</p>
    <#else>
      <p class="instruction">${msg("recoveryMailOffer", address)}</p>
    </#if>
    <#if state != "none">
      <form id="recovery-mail-form" class="form" action="${url.loginAction}" method="post">
        <@buttons.actionGroup>
          <@buttons.button id="kc-submit" name="send" value="true" label=(state == "sent")?then("recoveryMailAgain", "recoveryMailSend") type=(state == "sent")?then("secondary", "primary") />
        </@buttons.actionGroup>
        <p class="hint">${msg("recoveryLostPhone", recovery.help)}</p>
      </form>
    </#if>
  </#if>
</@layout.registrationLayout>
