<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<#assign language = lang?keep_before("-")>
<#assign application = (client.attributes["homeroom.title." + language])!client.name!client.clientId>
<@layout.registrationLayout displayMessage=false showAccount=false; section>
  <#if section == "header">
    ${msg("accessDeniedTitle", application)}
  <#elseif section == "form">
    <@layout.notice type="warning"><span id="denied-reason">${(client.attributes["homeroom.denied." + language])!(client.attributes["homeroom.denied.en"])!msg("accessDeniedText")}</span></@layout.notice>
    <#if refusal.missing()?has_content>
      <div class="instruction" id="denied-missing">
        <p>${msg("accessMissing")}</p>
        <ul class="list">
          <#list refusal.missing() as condition>
            <li>${(client.attributes["homeroom.missing." + condition.key() + "." + language])!msg("accessMissing." + condition.key(), condition.of())}</li>
          </#list>
        </ul>
      </div>
    <#elseif refusal.due()>
      <p class="instruction" id="denied-due">${msg("accessDue")}</p>
    </#if>
    <p class="hint">${msg("accessDeniedAs", deniedUsername)}</p>
    <form action="${url.loginAction}" method="post">
      <div class="actions">
        <a class="button button--primary button--block" id="to-portal" href="${document.portalPath}">${msg("toPortal")}</a>
        <button class="button button--secondary button--block" id="sign-in-as-other" name="signInAs" value="other">${msg("accessDeniedOther")}</button>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
