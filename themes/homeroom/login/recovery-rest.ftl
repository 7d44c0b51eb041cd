<#-- After too many attempts. -->
<#import "template.ftl" as layout>
<#import "recovery.ftl" as recovery>
<@layout.registrationLayout displayMessage=false showAccount=false; section>
  <#if section == "header">
    ${msg("recoveryRestTitle")}
  <#elseif section == "form">
    <p class="instruction" id="recovery-rest">${msg("recoveryRest", recovery.help)}</p>
    <div class="aside"><@recovery.back /></div>
  </#if>
</@layout.registrationLayout>
