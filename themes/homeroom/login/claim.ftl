<#-- The first page of a claim: who are you? It is the same for everybody who could not prove it, whatever the reason is. -->
<#import "template.ftl" as layout>
<#import "document.ftl" as document>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>

<#macro birthDate id hint>
  <@field.group name=id label=msg("claimBirthDate")>
    <span class="hint" id="${id}-hint">${msg(hint)}</span>
    <div class="input-row">
      <span class="input input-row__fill">
        <input id="${id}" name="birthDate" value="${(typed.birthDate)!""}" type="text" autocomplete="bday" aria-describedby="${id}-hint">
      </span>
      <input class="date-picker" type="date" id="${id}-picker" data-fills="${id}" aria-label="${msg("claimPickDate")}" hidden>
    </div>
  </@field.group>
</#macro>

<@layout.registrationLayout showAccount=false modules=["scripts/claim.js"]; section>
  <#if section == "header">
    ${msg("claimTitle")}
  <#elseif section == "form">
    <form id="claim-code-form" class="form" action="${url.loginAction}" method="post" novalidate>
      <@field.group name="claim-code" label=msg("claimCode")>
        <span class="hint" id="claim-code-hint">${msg("claimCodeHint")}</span>
        <span class="input input--claim">
          <input id="claim-code" name="code" value="${(typed.code)!""}" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" aria-describedby="claim-code-hint" autofocus>
        </span>
      </@field.group>
      <#if claimByCodeAndFacts>
        <@birthDate id="claim-code-birth-date" hint="claimBirthDateWithCode" />
      </#if>
      <@buttons.actionGroup><@buttons.button id="claim-with-code" label="doContinue" /></@buttons.actionGroup>
    </form>
    <#if claimByFacts>
      <p class="or">${msg("claimWithoutCode")}</p>
      <form id="claim-facts-form" class="form" action="${url.loginAction}" method="post" novalidate>
        <@field.input name="identifier" label=msg("claimIdentifier") hint=msg("claimIdentifierHint") value=(typed.identifier)!"" autocomplete="username" />
        <@birthDate id="claim-birth-date" hint="claimBirthDateHint" />
        <@buttons.actionGroup><@buttons.button id="claim-with-facts" label="doContinue" type="secondary" /></@buttons.actionGroup>
      </form>
    </#if>
    <div class="aside">
      <p class="hint">${msg("claimYoungPupils")}</p>
      <p class="hint">${msg("claimHelp")}</p>
      <p><a id="claim-to-sign-in" href="${document.portalPath}">${msg("claimToSignIn")}</a></p>
    </div>
  </#if>
</@layout.registrationLayout>
