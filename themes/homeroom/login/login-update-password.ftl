<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "password-commons.ftl" as passwordCommons>
<#import "password-validation.ftl" as validator>
<#import "password-strength.ftl" as strength>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("password", "password-confirm") modules=["scripts/password-policy.js", "js/new-password.js"]; section>
  <#if section == "header">
    ${msg("updatePasswordTitle")}
  <#elseif section == "form">
    <form id="kc-passwd-update-form" class="form" action="${url.loginAction}" method="post" novalidate>
      <input type="text" name="username" value="${(username!auth.attemptedUsername)!""}" autocomplete="username" readonly hidden>
      <#if passwordRule??><p class="hint" id="password-advice">${msg("passwordAdvice", passwordRule.minLength()?c)}</p></#if>
      <@field.password name="password-new" label=msg("passwordNew") fieldName="password" autocomplete="new-password" autofocus=true>
        <#if passwordRule??><@strength.meter field="password-new" rule=passwordRule /></#if>
      </@field.password>
      <@field.password name="password-confirm" label=msg("passwordConfirm") autocomplete="new-password" />
      <@passwordCommons.logoutOtherSessions />
      <@buttons.actionGroup>
        <@buttons.button id="kc-submit" name="login" label="doSubmit" />
        <#if isAppInitiatedAction??>
          <@buttons.button id="kc-cancel" name="cancel-aia" label="doCancel" type="secondary" value="true" />
        </#if>
      </@buttons.actionGroup>
    </form>
    <@validator.script field="password-new" />
  </#if>
</@layout.registrationLayout>
