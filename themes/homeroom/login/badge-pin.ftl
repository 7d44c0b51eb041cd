<#-- After the badge: the pupil's PIN, on big keys or typed. Without scripts it is a field and a button. -->
<#import "template.ftl" as layout>
<#import "badge-step.ftl" as step>

<@layout.registrationLayout bodyClass="page--step" displayMessage=false stylesheets=["css/badge-steps.css"] modules=["js/badge-pin.js"]; section>
  <#if section == "header">
    <label for="badge-pin">${msg("badgePinTitle")}</label>
  <#elseif section == "form">
    <@step.again message="badgePinWrong" />
    <form class="pin" id="badge-pin-form" action="${url.loginAction}" method="post">
      <input class="pin__field" id="badge-pin" name="pin" type="text" inputmode="numeric" pattern="[0-9]{4}" maxlength="4" required
          autocomplete="off" autofocus<#if wrong> aria-describedby="step-again" aria-invalid="true"</#if>>
      <div class="pin__keys" id="badge-pin-keys" hidden>
        <#list ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as digit>
          <button class="pin__key" type="button" data-digit="${digit}">${digit}</button>
        </#list>
        <button class="pin__key pin__key--erase" type="button" id="badge-pin-erase" aria-label="${msg("badgePinErase")}">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 6h11v12H9l-6-6zM12 9.5l5 5m0-5-5 5"/></svg>
        </button>
        <button class="pin__key" type="button" data-digit="0">0</button>
        <button class="pin__key pin__key--go" id="badge-pin-go" aria-label="${msg("badgeGoOn")}">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m5 12.5 5 5 9-11"/></svg>
        </button>
      </div>
      <noscript><button class="button button--primary button--block">${msg("badgeGoOn")}</button></noscript>
    </form>
    <@step.back label="badgeStartOver" />
  </#if>
</@layout.registrationLayout>
