<#import "template.ftl" as layout>
<@layout.registrationLayout; section>
  <#if section == "header">
    ${msg("loginChooseAuthenticator")}
  <#elseif section == "form">
    <form id="kc-select-credential-form" action="${url.loginAction}" method="post">
      <ul class="choices" role="list">
        <#list auth.authenticationSelections as selection>
          <li>
            <button class="choice" name="authenticationExecution" value="${selection.authExecId}">
              <span class="choice__icon" aria-hidden="true"><span class="${properties[selection.iconCssClass]!properties.kcAuthenticatorDefaultClass}"></span></span>
              <span class="choice__body">
                <span class="choice__title">${msg(selection.displayName)}</span><br>
                <span class="choice__text">${msg(selection.helpText)}</span>
              </span>
              <span class="choice__arrow" aria-hidden="true"><span class="icon icon--forward"></span></span>
            </button>
          </li>
        </#list>
      </ul>
    </form>
  </#if>
</@layout.registrationLayout>
