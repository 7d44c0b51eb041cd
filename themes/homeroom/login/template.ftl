<#-- The layout of every sign-in page. Sections that a page may fill: header, show-username, form, socialProviders, info. -->
<#import "document.ftl" as document>

<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false stylesheets=[] modules=[] frames="" wide=false showAccount=true leadTo="">
<#local heading><#nested "header"></#local>
<#local headingText = heading?markup_string?replace("<[^>]*>", "", "r")?trim>
<#local knowsUsername = showAccount && auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
<!DOCTYPE html>
<html lang="${lang}"<#if realm.internationalizationEnabled && locale.rtl> dir="rtl"</#if>>
<head>
  <#-- Keycloak writes an inline script before the first end of a head that it finds, to give the answer to a form an address
       that can be loaded again. The policy forbids inline scripts: this comment catches it, scripts/session.js does its work. -->
  <!-- </head> -->
  <@document.head title=headingText?no_esc stylesheets=stylesheets
      modules=["scripts/session.js", "scripts/form.js"] + modules frames=frames leadTo=leadTo />
  <#list scripts![] as script>
    <script src="${script}"></script>
  </#list>
</head>
<body class="page ${bodyClass}" data-page-id="login-${pageId}" data-sign-in-elsewhere="${url.ssoLoginInOtherTabsUrl}"<#if url.hasAction()> data-action="${url.loginAction}"</#if><#if authenticationSession??> data-auth-session="${authenticationSession.authSessionIdHash}"</#if>>
  <a class="skip" href="#main">${msg("skipToMain")}</a>
  <header class="page__panel">
    <div class="district" id="kc-header"><@document.mark /><span>${document.district}</span></div>
    <@document.scene />
  </header>
  <div class="page__content">
    <div class="page__bar"><@document.languages /></div>
    <main id="main" class="card<#if wide> card--wide</#if>">
      <#if headingText?has_content>
        <h1 class="card__title" id="kc-page-title">${heading}</h1>
      </#if>
      <#if knowsUsername>
        <#nested "show-username">
        <@account />
      </#if>
      <#-- A person who came to change something does not need the warning that something must be changed. -->
      <#if displayMessage && message?has_content && (message.type != "warning" || !isAppInitiatedAction??)>
        <#-- Keycloak calls the prompt of a required action a warning: nothing has gone wrong. -->
        <@notice type=(message.type == "warning")?then("info", message.type)>${message.summary}</@notice>
      </#if>
      <#if displayRequiredFields>
        <p class="hint stack"><span><span class="required" aria-hidden="true">*</span> ${msg("requiredFields")}</span></p>
      </#if>
      <#nested "form">
      <#if auth?has_content && auth.showTryAnotherWayLink()>
        <@otherWay name="tryAnotherWay" value="on" id="try-another-way" label="doTryAnotherWay" />
      </#if>
      <#if switchOrganizationEnabled!false>
        <@otherWay name="switchOrganization" value="true" id="switch-organization" label="doSwitchOrganization" />
      </#if>
      <#nested "socialProviders">
      <#if displayInfo>
        <div id="kc-info" class="aside"><#nested "info"></div>
      </#if>
    </main>
    <@document.foot />
  </div>
</body>
</html>
</#macro>

<#macro account>
  <div class="account">
    <span class="account__name" id="kc-attempted-username">${auth.attemptedUsername}</span>
    <a class="button button--quiet" id="reset-login" href="${url.loginRestartFlowUrl}">${msg("restartLoginTooltip")}</a>
  </div>
</#macro>

<#macro notice type>
  <div class="notice notice--${type}" role="<#if type == "error">alert<#else>status</#if>">
    <span class="notice__icon" aria-hidden="true"><span class="icon icon--<#if type == "success">check<#elseif type == "info">info<#else>alert</#if>"></span></span>
    <div class="notice__title kc-feedback-text"><#nested></div>
  </div>
</#macro>

<#macro otherWay name value id label>
  <form action="${url.loginAction}" method="post" class="form">
    <button class="button button--secondary button--block" id="${id}" name="${name}" value="${value}">${msg(label)}</button>
  </form>
</#macro>
