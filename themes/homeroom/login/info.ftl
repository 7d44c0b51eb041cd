<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<#-- Whoever is signed in already and comes from an old page wants to go on. -->
<@layout.registrationLayout displayMessage=false leadTo=(message.summary == msg("alreadyLoggedIn"))?then(document.restartPath, ""); section>
  <#if section == "header">
    <#if messageHeader??>${kcSanitize(msg(messageHeader))?no_esc}<#else>${message.summary}</#if>
  <#elseif section == "form">
    <div id="kc-info-message">
      <#if messageHeader??><p class="instruction">${message.summary}</p></#if>
      <#if requiredActions?has_content>
        <ul class="list instruction"><#list requiredActions as action><li>${msg("requiredAction." + action)}</li></#list></ul>
      </#if>
      <div class="actions">
        <#if !skipLink?? && pageRedirectUri?has_content>
          <a class="button button--primary" href="${pageRedirectUri}">${msg("backToApplication")}</a>
        <#elseif !skipLink?? && actionUri?has_content>
          <a class="button button--primary" href="${actionUri}">${msg("proceedWithAction")}</a>
        <#elseif !skipLink?? && (client.baseUrl)?has_content>
          <a class="button button--primary" href="${client.baseUrl}">${msg("backToApplication")}</a>
        <#else>
          <a class="button button--primary" href="${document.portalPath}">${msg("toPortal")}</a>
        </#if>
      </div>
    </div>
  </#if>
</@layout.registrationLayout>
