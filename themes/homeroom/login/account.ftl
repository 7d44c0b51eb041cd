<#-- The own account. Each change of a credential is one of Keycloak's own pages, which comes back to this one. -->
<#import "document.ftl" as document>
<#import "portal-frame.ftl" as frame>
<#import "template.ftl" as layout>

<#macro section id title>
  <section class="section" aria-labelledby="${id}-title" id="${id}">
    <h2 class="section__title" id="${id}-title">${title}</h2>
    <#nested>
  </section>
</#macro>

<#macro way address label><a class="button button--secondary" href="${address}">${label}</a></#macro>

<#macro held credential fallback>
  <div class="held__text">
    <span class="held__name">${credential.label()?has_content?then(credential.label(), fallback)}</span>
    <#if credential.since()?has_content><span class="hint">${msg("accountSince", credential.since())}</span></#if>
  </div>
</#macro>

<@frame.page title=msg("accountTitle") current="account" stylesheets=["css/account.css"]>
  <h1 class="portal__greeting">${msg("accountTitle")}</h1>
  <p class="lead account-page__who">${account.name()} · ${account.username()}</p>
  <#if (done!"") == "success">
    <@layout.notice type="success">${msg("accountDone")}</@layout.notice>
  <#elseif (done!"") == "cancelled">
    <@layout.notice type="info">${msg("accountCancelled")}</@layout.notice>
  <#elseif (done!"") == "error">
    <@layout.notice type="error">${msg("accountError")}</@layout.notice>
  </#if>
  <div class="sections">
    <@section id="password" title=msg("password")>
      <#if account.password()??>
        <p>${msg("accountPasswordText")}</p>
        <@way address=account.password() label=msg("accountPasswordChange") />
      <#else>
        <p>${msg("accountPasswordCard")}</p>
      </#if>
    </@section>
    <#if account.questions()??>
      <@section id="questions" title=msg("accountQuestions")>
        <p>${msg("accountQuestionsText")}</p>
        <@way address=account.questions() label=msg("accountQuestionsChange") />
      </@section>
    </#if>
    <#if account.addAuthenticator()??>
      <@section id="authenticators" title=msg("accountAuthenticators")>
        <#if account.authenticators()?has_content>
          <ul class="held" role="list">
            <#list account.authenticators() as authenticator>
              <li>
                <@held credential=authenticator fallback=msg("accountAuthenticator") />
                <#if authenticator.removal()??><a class="button button--quiet" href="${authenticator.removal()}">${msg("accountRemove")}<span class="visually-hidden"> ${authenticator.label()}</span></a></#if>
              </li>
            </#list>
          </ul>
        </#if>
        <@way address=account.addAuthenticator() label=msg("accountAuthenticatorAdd") />
      </@section>
    </#if>
    <#if account.recoveryCodes()??>
      <@section id="recovery-codes" title=msg("accountRecovery")>
        <p>${msg("accountRecoveryText")}</p>
        <#list account.recovery() as codes><#if codes.since()?has_content><p class="hint">${msg("accountSince", codes.since())}</p></#if></#list>
        <@way address=account.recoveryCodes() label=msg("accountRecoveryNew") />
      </@section>
    </#if>
    <#if account.addPasskey()?? || account.passkeys()?has_content>
      <@section id="passkeys" title=msg("accountPasskeys")>
        <p>${msg("accountPasskeysText")}</p>
        <#if account.passkeys()?has_content>
          <ul class="held" role="list">
            <#list account.passkeys() as passkey>
              <li>
                <@held credential=passkey fallback=msg("accountPasskey") />
                <#if passkey.removal()??><a class="button button--quiet" href="${passkey.removal()}">${msg("accountRemove")}<span class="visually-hidden"> ${passkey.label()}</span></a></#if>
              </li>
            </#list>
          </ul>
        </#if>
        <#if account.addPasskey()??><@way address=account.addPasskey() label=msg("accountPasskeyAdd") /></#if>
      </@section>
    </#if>
    <#if account.badges()?has_content>
      <@section id="badges" title=msg("accountBadges")>
        <ul class="held" role="list">
          <#list account.badges() as badge>
            <li>
              <@held credential=badge fallback=msg("accountBadge") />
              <#if account.mayVoidBadges()>
                <details class="sure">
                  <summary class="button button--quiet">${msg("accountBadgeLost")}</summary>
                  <form class="sure__form" action="${document.portalPath}/account/badges" method="post">
                    <input type="hidden" name="token" value="${formToken}">
                    <p>${msg("accountBadgeSure")}</p>
                    <button class="button button--secondary" name="void" value="${badge.id()}">${msg("accountBadgeVoid")}</button>
                  </form>
                </details>
              </#if>
            </li>
          </#list>
        </ul>
        <#if !account.mayVoidBadges()><p>${msg("accountBadgeTeacher")}</p></#if>
      </@section>
    </#if>
    <#if account.trusted()?has_content>
      <@section id="trusted-devices" title=msg("accountTrusted")>
        <p>${msg("accountTrustedText")}</p>
        <ul class="held" role="list">
          <#list account.trusted() as device>
            <li>
              <@held credential=device fallback=msg("accountDevice") />
              <#if device.removal()??><a class="button button--quiet" href="${device.removal()}">${msg("accountRemove")}<span class="visually-hidden"> ${device.label()}</span></a></#if>
            </li>
          </#list>
        </ul>
      </@section>
    </#if>
    <@section id="devices" title=msg("accountDevices")>
      <form action="${document.portalPath}/account/devices" method="post">
        <input type="hidden" name="token" value="${formToken}">
        <ul class="held" role="list">
          <#list account.devices() as device>
            <#assign name=[device.browser(), device.system()]?filter(part -> part?has_content)?join(" · ")>
            <li>
              <div class="held__text">
                <span class="held__name">${name?has_content?then(name, msg("accountDevice"))}<#if device.current()> (${msg("accountDeviceThis")})</#if></span>
                <span class="hint">${msg("accountSince", device.since())}<#if device.place()?has_content> · ${msg("accountDeviceFrom", device.place())}</#if></span>
              </div>
              <#if !device.current()><button class="button button--quiet" name="signOut" value="${device.id()}">${msg("doLogout")}<span class="visually-hidden"> ${name}</span></button></#if>
            </li>
          </#list>
        </ul>
        <div class="section__ways">
          <#if account.devices()?size gt 1><button class="button button--secondary" name="signOut" value="others">${msg("accountDevicesOthers")}</button></#if>
          <button class="button button--secondary" name="signOut" value="everywhere">${msg("accountDevicesEverywhere")}</button>
        </div>
      </form>
    </@section>
  </div>
</@frame.page>
