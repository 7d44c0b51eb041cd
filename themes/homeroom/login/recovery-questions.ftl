<#-- Some of the person's questions, or some of the list for people who have none: the page must not tell which. -->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "recovery.ftl" as recovery>
<@layout.registrationLayout displayMessage=false showAccount=false; section>
  <#if section == "header">
    ${msg("recoveryQuestionsTitle")}
  <#elseif section == "form">
    <form class="account" action="${url.loginAction}" method="post">
      <span class="account__name" id="recovery-username">${person}</span>
      <button class="button button--quiet" id="start-over" name="startOver" value="true">${msg("restartLoginTooltip")}</button>
    </form>
    <#if wrong>
      <@layout.notice type="error">${msg("recoveryWrong")}</@layout.notice>
    </#if>
    <p class="hint stack">${msg("recoveryAnswerHint")}</p>
    <form id="recovery-questions-form" class="form" action="${url.loginAction}" method="post" novalidate autocomplete="off">
      <#list questions as question>
        <@field.input name="answer-" + question?counter label=question autofocus=question?is_first error="" />
      </#list>
      <@buttons.actionGroup>
        <@buttons.button id="kc-submit" name="go" label="doSubmit" />
      </@buttons.actionGroup>
    </form>
    <div class="aside">
      <p>${msg("recoveryNoAnswers", recovery.help)}</p>
      <@recovery.back />
    </div>
  </#if>
</@layout.registrationLayout>
