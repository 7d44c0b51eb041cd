<#-- The badge was good: the pupil sees the own name, and the page goes on by itself. -->
<#import "template.ftl" as layout>
<#import "badge-step.ftl" as step>

<@layout.registrationLayout bodyClass="page--step page--greeting" displayMessage=false stylesheets=["css/badge-steps.css"] modules=["js/badge-greeting.js"]; section>
  <#if section == "header">
    ${msg("badgeHello", pupil)}
  <#elseif section == "form">
    <form class="greeting" id="badge-greeting" action="${url.loginAction}" method="post">
      <svg class="greeting__mark" viewBox="0 0 96 96" aria-hidden="true"><circle cx="48" cy="48" r="44"/><path d="m28 50 14 14 27-30"/></svg>
      <input type="hidden" name="greeted" value="true">
      <button class="button button--primary button--block step__other" id="greeting-go-on">${msg("badgeGoOn")}</button>
    </form>
    <@step.back label="badgeNotMe" />
  </#if>
</@layout.registrationLayout>
