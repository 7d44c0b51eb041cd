<#-- How good the new password is, for js/new-password.js: the rule, what is known of the person, what to say. Hidden without it. -->
<#macro meter field rule>
  <div class="strength" hidden data-strength="${field}" data-min-length="${rule.minLength()?c}" data-min-strength="${rule.minStrength()?c}" data-own="${rule.own()}" data-school="${rule.school()}" data-common="${rule.common()}">
    <div class="strength__bars" aria-hidden="true" data-strength-bars><span></span><span></span><span></span><span></span></div>
    <p class="strength__said"><span class="strength__sign" aria-hidden="true"></span><span data-strength-said></span></p>
    <ul hidden>
      <li data-text="length">${msg("passwordMissing")}</li>
      <#list ["own", "school", "common", "word", "keyboard", "pattern", "date", "short"] as reason>
        <li data-text="${reason}">${msg("passwordTooEasy." + reason)}</li>
      </#list>
      <li data-text="good">${msg("passwordGood")}</li>
      <li data-text="strong">${msg("passwordStrong")}</li>
    </ul>
  </div>
</#macro>
