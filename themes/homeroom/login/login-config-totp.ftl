<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "password-commons.ftl" as passwordCommons>
<#assign manual = (mode!"") == "manual">
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("totp", "userLabel") modules=["scripts/copy.js"]; section>
  <#if section == "header">
    ${msg("loginTotpTitle")}
  <#elseif section == "form">
    <form action="${url.loginAction}" id="kc-totp-settings-form" method="post" novalidate>
      <ol id="kc-totp-settings" class="steps">
        <li>
          <p>${msg("loginTotpStep1")}</p>
          <ul class="list hint" id="kc-totp-supported-apps">
            <#list totp.supportedApplications as app><li>${msg(app)}</li></#list>
          </ul>
        </li>
        <li>
          <#if manual>
            <p>${msg("loginTotpManualStep2")}</p>
            <div class="input-row">
              <p class="secret input-row__fill" id="kc-totp-secret-key">${totp.totpSecretEncoded}</p>
              <button class="icon-button" type="button" aria-label="${msg("totpCopyKey")}" data-copy="kc-totp-secret-key" data-copied="${msg("totpKeyCopied")}">
                <span class="icon icon--copy" aria-hidden="true"></span>
              </button>
            </div>
            <p><a href="${totp.qrUrl}" id="mode-barcode">${msg("loginTotpScanBarcode")}</a></p>
            <p>${msg("loginTotpManualStep3")}</p>
            <ul class="list hint">
              <li id="kc-totp-type">${msg("loginTotpType")}: ${msg("loginTotp." + totp.policy.type)}</li>
              <li id="kc-totp-algorithm">${msg("loginTotpAlgorithm")}: ${totp.policy.getAlgorithmKey()}</li>
              <li id="kc-totp-digits">${msg("loginTotpDigits")}: ${totp.policy.digits}</li>
              <#if totp.policy.type == "totp">
                <li id="kc-totp-period">${msg("loginTotpInterval")}: ${totp.policy.period}</li>
              <#else>
                <li id="kc-totp-counter">${msg("loginTotpCounter")}: ${totp.policy.initialCounter}</li>
              </#if>
            </ul>
          <#else>
            <p class="on-phone">${msg("totpOnThisPhone")}</p>
            <p class="on-phone"><a class="button button--secondary button--block" id="open-authenticator" href="${totp.policy.getKeyURI((realm.displayName)!realm.name, totp.username, totp.totpSecret)}">${msg("totpOpenApp")}</a></p>
            <p>${msg("loginTotpStep2")}</p>
            <img class="qr" id="kc-totp-secret-qr-code" src="data:image/png;base64, ${totp.totpSecretQrCode}" alt="${msg("totpQrCode")}" width="200" height="200">
            <p><a href="${totp.manualUrl}" id="mode-manual">${msg("loginTotpUnableToScan")}</a></p>
          </#if>
        </li>
        <li>
          <p>${msg("loginTotpStep3")}</p>
          <div class="form">
            <@field.input name="totp" label=msg("authenticatorCode") required=true autocomplete="one-time-code" />
            <@field.input name="userLabel" label=msg("loginTotpDeviceName") hint=msg("totpDeviceHint") required=(totp.otpCredentials?size gte 1) />
            <@passwordCommons.logoutOtherSessions />
          </div>
        </li>
      </ol>
      <input type="hidden" id="totpSecret" name="totpSecret" value="${totp.totpSecret}">
      <#if mode??><input type="hidden" id="mode" name="mode" value="${mode}"></#if>
      <@buttons.actionGroup>
        <@buttons.button id="saveTOTPBtn" label="doSubmit" />
        <#if isAppInitiatedAction??>
          <@buttons.button id="cancelTOTPBtn" name="cancel-aia" label="doCancel" type="secondary" value="true" />
        </#if>
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>
