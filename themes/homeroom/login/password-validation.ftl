<#-- The realm's password rules for scripts/password-policy.js, as data: what is checked, the limit, what to say. -->
<#macro templates></#macro>

<#macro script field="">
  <ul hidden data-password-rules="${field}">
    <#list {
      "length": "invalidPasswordMinLengthMessage",
      "maxLength": "invalidPasswordMaxLengthMessage",
      "lowerCase": "invalidPasswordMinLowerCaseCharsMessage",
      "upperCase": "invalidPasswordMinUpperCaseCharsMessage",
      "digits": "invalidPasswordMinDigitsMessage",
      "specialChars": "invalidPasswordMinSpecialCharsMessage"
    } as rule, text>
      <#if passwordPolicies[rule]??><li data-rule="${rule}" data-limit="${passwordPolicies[rule]?c}">${msg(text, passwordPolicies[rule]?c)}</li></#if>
    </#list>
  </ul>
</#macro>
