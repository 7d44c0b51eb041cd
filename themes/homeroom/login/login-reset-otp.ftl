<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("totp"); section>
  <#if section == "header">
    ${msg("otpTitle")}
  <#elseif section == "form">
    <form id="kc-otp-reset-form" class="form" action="${url.loginAction}" method="post">
      <p id="kc-otp-reset-form-description">${msg("otp-reset-description")}</p>
      <ul class="choices" role="list">
        <#list configuredOtpCredentials.userOtpCredentials as credential>
          <li>
            <input class="choice__radio" type="radio" id="kc-otp-credential-${credential?index}" name="selectedCredentialId" value="${credential.id}"<#if credential.id == configuredOtpCredentials.selectedCredentialId> checked</#if>>
            <label class="choice" for="kc-otp-credential-${credential?index}">
              <span class="choice__icon" aria-hidden="true"><span class="icon icon--phone"></span></span>
              <span class="choice__title">${credential.userLabel}</span>
            </label>
          </li>
        </#list>
      </ul>
      <@buttons.actionGroup><@buttons.button id="kc-otp-reset-form-submit" label="doSubmit" /></@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>
