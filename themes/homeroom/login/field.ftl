<#-- Form fields. The macros' names and parameters are those of the parent theme, whose pages call them. -->

<#macro group name label error="" required=false>
  <div class="field">
    <label for="${name}" class="label">${label}<#if required> <span class="required" aria-hidden="true">*</span></#if></label>
    <#nested>
    <div id="input-error-container-${name}">
      <#if error?has_content>
        <span class="error-text" role="alert" id="input-error-${name}"><span class="icon icon--alert" aria-hidden="true"></span><span>${error}</span></span>
      </#if>
    </div>
  </div>
</#macro>

<#macro errorIcon error=""></#macro>

<#macro described name error hint=""><#if error?has_content || hint?has_content> aria-describedby="<#if error?has_content>input-error-${name} </#if><#if hint?has_content>${name}-hint</#if>"</#if><#if error?has_content> aria-invalid="true"</#if></#macro>

<#macro input name label value="" required=false autocomplete="off" fieldName=name error=messagesPerField.get(fieldName) autofocus=false hint="">
  <#local code = autocomplete == "one-time-code">
  <@group name=name label=label error=error required=required>
    <#if hint?has_content><span class="hint" id="${name}-hint">${hint}</span></#if>
    <span class="input<#if code> input--code</#if><#if error?has_content> input--error</#if>">
      <input id="${name}" name="${name}" value="${value}" type="text" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"<#if code> inputmode="numeric"</#if><#if autofocus> autofocus</#if><@described name=name error=error hint=hint />>
    </span>
  </@group>
</#macro>

<#macro password name label value="" required=false forgotPassword=false fieldName=name error=messagesPerField.get(fieldName) autocomplete="off" autofocus=false>
  <@group name=name label=label error=error required=required>
    <div class="input-row">
      <span class="input input-row__fill<#if error?has_content> input--error</#if>">
        <input id="${name}" name="${name}" value="${value}" type="password" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" data-caps-lock="${name}-caps-lock"<#if autofocus> autofocus</#if><@described name=name error=error />>
      </span>
      <button class="icon-button" type="button" id="${name}-show-password" aria-controls="${name}" aria-label="${msg("showPassword")}" aria-pressed="false" data-password-toggle data-label-show="${msg("showPassword")}" data-label-hide="${msg("hidePassword")}">
        <span class="icon icon--eye" aria-hidden="true"></span>
      </button>
    </div>
    <div class="hints" aria-live="polite">
      <span class="hint" id="${name}-caps-lock" hidden>${msg("capsLockOn")}</span>
      <#nested>
      <#if forgotPassword>
        <a href="${url.loginResetCredentialsUrl}">${msg("doForgotPassword")}</a>
      </#if>
    </div>
  </@group>
</#macro>

<#macro clipboard name label ariaLabel=label value="" readonly=true>
  <@group name=name label=label>
    <div class="input-row">
      <span class="input input-row__fill<#if readonly> input--readonly</#if>">
        <input id="${name}" name="${name}" value="${value}" type="text" aria-label="${ariaLabel}"<#if readonly> readonly</#if>>
      </span>
      <button class="icon-button" type="button" id="kc-${name}-copy-button" aria-label="${msg("code-copy-label")}" data-copy="${name}" data-copied="${msg("code-copy-success")}">
        <span class="icon icon--copy" aria-hidden="true"></span>
      </button>
    </div>
  </@group>
</#macro>

<#macro checkbox name label value=false required=false hint="">
  <label for="${name}" class="check">
    <input class="check__box" type="checkbox" id="${name}" name="${name}"<#if value> checked</#if><#if hint?has_content> aria-describedby="${name}-hint"</#if>>
    <span class="check__label">${label}<#if required> <span class="required" aria-hidden="true">*</span></#if></span>
  </label>
  <#if hint?has_content><span class="hint" id="${name}-hint">${hint}</span></#if>
</#macro>
