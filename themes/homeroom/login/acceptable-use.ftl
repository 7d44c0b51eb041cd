<#-- The district's rules for its computers. -->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=false showAccount=false stylesheets=["css/claim.css"]; section>
  <#if section == "header">
    ${msg("acceptableUseTitle")}
  <#elseif section == "form">
    <p class="lead">${msg(acceptableUseChanged?then("acceptableUseChanged", "acceptableUseLead"))}</p>
    <div id="acceptable-use" class="rules">
      <#list acceptableUse?trim?split("\n\n") as paragraph>
        <p class="instruction">${paragraph}</p>
      </#list>
    </div>
    <form id="acceptable-use-form" class="form" action="${url.loginAction}" method="post">
      <@buttons.actionGroup><@buttons.button id="agree" name="agree" value=acceptableUseVersion label="acceptableUseAgree" /></@buttons.actionGroup>
      <p class="hint">${msg("acceptableUseDisagree")}</p>
    </form>
  </#if>
</@layout.registrationLayout>
