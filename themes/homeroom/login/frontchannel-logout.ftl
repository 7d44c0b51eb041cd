<#import "template.ftl" as layout>
<@layout.registrationLayout frames="https: http:" modules=["scripts/frontchannel-logout.js"]; section>
  <#if section == "header">
    ${msg("frontchannel-logout.title")}
  <#elseif section == "form">
    <p class="instruction">${msg("frontchannel-logout.message")}</p>
    <ul class="list">
      <#list logout.clients as client>
        <li>${client.name}<iframe src="${client.frontChannelLogoutUrl}" title="${client.name}" hidden></iframe></li>
      </#list>
    </ul>
    <#if logout.logoutRedirectUri?has_content>
      <div class="actions"><a id="continue" class="button button--primary button--block" href="${logout.logoutRedirectUri}">${msg("doContinue")}</a></div>
    </#if>
  </#if>
</@layout.registrationLayout>
