<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("totp"); section>
  <#if section == "header">
    ${msg("otpTitle")}
  <#elseif section == "form">
    <form id="kc-otp-login-form" class="form" action="${url.loginAction}" method="post">
      <#if otpLogin.userOtpCredentials?size gt 1>
        <ul class="choices" role="list">
          <#list otpLogin.userOtpCredentials as credential>
            <li>
              <input class="choice__radio" type="radio" id="kc-otp-credential-${credential?index}" name="selectedCredentialId" value="${credential.id}"<#if credential.id == otpLogin.selectedCredentialId!""> checked</#if>>
              <label class="choice" for="kc-otp-credential-${credential?index}">
                <span class="choice__icon" aria-hidden="true"><span class="icon icon--phone"></span></span>
                <span class="choice__title">${credential.userLabel}</span>
              </label>
            </li>
          </#list>
        </ul>
      </#if>
      <@field.input name="otp" label=msg("loginOtpOneTime") hint=msg("otpHint") autocomplete="one-time-code" fieldName="totp" autofocus=true />
      <#if trustDays??>
        <@field.checkbox name="trustDevice" label=msg("trustDevice", trustDays?c) hint=msg("trustDeviceHint") />
      </#if>
      <@buttons.loginButton />
    </form>
  </#if>
</@layout.registrationLayout>
