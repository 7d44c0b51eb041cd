<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "password-commons.ftl" as passwordCommons>
<@layout.registrationLayout modules=["scripts/recovery-codes.js"]; section>
  <#if section == "header">
    ${msg("recovery-code-config-header")}
  <#elseif section == "form">
    <@layout.notice type="warning">${msg("recovery-code-config-warning-title")}</@layout.notice>
    <p class="instruction">${msg("recovery-code-config-warning-message")}</p>
    <form action="${url.loginAction}" class="form" id="kc-recovery-codes-settings-form" method="post">
      <ol class="codes" id="kc-recovery-codes-list" data-heading="${msg("recovery-codes-download-file-header")}" data-note="${msg("recovery-codes-download-file-description")}" data-date="${msg("recovery-codes-download-file-date")}" data-file="${msg("recoveryCodesFile")}">
        <#list recoveryAuthnCodesConfigBean.generatedRecoveryAuthnCodesList as code>
          <li>${code[0..3]}-${code[4..7]}-${code[8..]}</li>
        </#list>
      </ol>
      <div class="actions" data-needs-script hidden>
        <#list ["print", "download", "copy"] as action>
          <button class="button button--secondary" id="${action}RecoveryCodes" type="button"><span class="icon icon--${action}" aria-hidden="true"></span>${msg("recovery-codes-" + action)}</button>
        </#list>
      </div>
      <p class="hint" role="status" data-kept data-copied="${msg("recoveryCodesCopied")}" data-downloaded="${msg("recoveryCodesDownloaded")}"></p>
      <@field.checkbox name="kcRecoveryCodesConfirmationCheck" label=msg("recovery-codes-confirmation-message") />
      <@passwordCommons.logoutOtherSessions />
      <input type="hidden" name="generatedRecoveryAuthnCodes" value="${recoveryAuthnCodesConfigBean.generatedRecoveryAuthnCodesAsString}">
      <input type="hidden" name="generatedAt" value="${recoveryAuthnCodesConfigBean.generatedAt?c}">
      <input type="hidden" id="userLabel" name="userLabel" value="${msg("recovery-codes-label-default")}">
      <@buttons.actionGroup>
        <@buttons.button id="saveRecoveryAuthnCodesBtn" label="recovery-codes-action-complete" />
        <#if isAppInitiatedAction??>
          <@buttons.button id="cancelRecoveryAuthnCodesBtn" name="cancel-aia" label="recovery-codes-action-cancel" type="secondary" value="true" formnovalidate="formnovalidate" />
        </#if>
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>
