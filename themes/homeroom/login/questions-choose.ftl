<#-- Security questions are chosen and answered here, in a claim and from "My account". -->
<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<@layout.registrationLayout displayMessage=false stylesheets=["css/questions.css"]; section>
  <#if section == "header">
    ${msg("questionsTitle")}
  <#elseif section == "form">
    <#assign faults = 0>
    <#list rows as row>
      <#list ["question", "own", "answer"] as part>
        <#if messagesPerField.existsError(part + "-" + row.number)><#assign faults++></#if>
      </#list>
    </#list>
    <#if faults gt 0>
      <@layout.notice type="error">${msg("questionsFaults")}</@layout.notice>
    </#if>
    <p class="instruction">${msg("questionsWhy")}</p>
    <p class="hint stack" id="questions-rules">${msg("questionsRules", minLength)}</p>
    <form id="homeroom-questions-form" class="form" action="${url.loginAction}" method="post" novalidate autocomplete="off">
      <#list rows as row>
        <fieldset class="question">
          <legend class="question__number">${msg("questionsNumber", row.number, rows?size)}</legend>
          <@choice row=row />
          <#if ownQuestions>
            <div class="question__own">
              <@field.input name="own-" + row.number label=msg("questionsOwnLabel") value=row.own />
            </div>
          </#if>
          <@answer row=row />
        </fieldset>
      </#list>
      <@buttons.actionGroup>
        <@buttons.button id="kc-submit" name="keep" label="questionsKeep" />
        <#if isAppInitiatedAction??>
          <@buttons.button id="kc-cancel" name="cancel-aia" label="doCancel" type="secondary" value="true" />
        </#if>
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>

<#macro choice row>
  <#local name = "question-" + row.number>
  <#local error = messagesPerField.get(name)>
  <@field.group name=name label=msg("questionsQuestionLabel") error=error>
    <span class="input<#if error?has_content> input--error</#if>">
      <select id="${name}" name="${name}"<#if row.number == 1> autofocus</#if><@field.described name=name error=error />>
        <option value="">${msg("questionsChoose")}</option>
        <#list offered as question>
          <option value="${question.id}"<#if question.id == row.choice> selected</#if>>${question.text}</option>
        </#list>
        <#if ownQuestions>
          <option value="own"<#if row.choice == "own"> selected</#if>>${msg("questionsOwn")}</option>
        </#if>
      </select>
    </span>
  </@field.group>
</#macro>

<#macro answer row>
  <#local name = "answer-" + row.number>
  <#local error = messagesPerField.get(name)>
  <@field.group name=name label=msg("questionsAnswerLabel") error=error>
    <span class="input<#if error?has_content> input--error</#if>">
      <input id="${name}" name="${name}" value="${row.answer}" type="text" maxlength="100" autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false" aria-describedby="<#if error?has_content>input-error-${name} </#if>questions-rules"<#if error?has_content> aria-invalid="true"</#if>>
    </span>
  </@field.group>
</#macro>
