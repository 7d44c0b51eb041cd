<#-- After an e-mail address, or where there are no security questions: the same for everybody, whether a message was sent or not. -->
<#import "template.ftl" as layout>
<#import "recovery.ftl" as recovery>
<@layout.registrationLayout displayMessage=false showAccount=false; section>
  <#if section == "header">
    ${msg("recoverySentTitle")}
  <#elseif section == "form">
    <p class="instruction" id="recovery-sent">${msg(byQuestions?then("recoverySentToAddress", "recoverySentIfAny"))}</p>
    <p class="instruction">${msg(byQuestions?then("recoverySentNothing", "recoveryStudents"), recovery.help)}</p>
    <div class="aside"><@recovery.back /></div>
  </#if>
</@layout.registrationLayout>
