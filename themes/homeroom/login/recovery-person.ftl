<#-- The first page of a recovery: who forgot a password. It says the same to everybody. -->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "recovery.ftl" as recovery>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("username") showAccount=false; section>
  <#if section == "header">
    ${msg("recoveryTitle")}
  <#elseif section == "form">
    <p class="instruction">${msg(byQuestions?then("recoveryByQuestions", "recoveryByMail"))}</p>
    <form id="recovery-person-form" class="form" action="${url.loginAction}" method="post" novalidate>
      <@field.input name="username" label=msg(byEmail?then("usernameOrEmail", "username")) hint=msg(byEmail?then("recoveryEmailHint", "recoveryUsernameHint")) autocomplete="username" autofocus=true />
      <@buttons.actionGroup>
        <@buttons.button id="kc-submit" name="go" label="doSubmit" />
      </@buttons.actionGroup>
    </form>
    <div class="aside">
      <#if students><p>${msg("recoveryYoungPupils")}</p><#else><p>${msg("recoveryStudents", recovery.help)}</p></#if>
      <@recovery.back />
    </div>
  </#if>
</@layout.registrationLayout>
