<#-- The frame that the sign-in pages (template.ftl) and the portal (portal.ftl) share. -->

<#assign district = (realm.displayName)!realm.name>
<#assign realmPath = url.resourcesPath?keep_before("/resources/") + "/realms/" + realm.name?url("UTF-8")>
<#assign portalPath = realmPath + "/portal">
<#-- Where a sign-in begins anew: that of the application which was meant, otherwise the portal's. -->
<#assign restartPath = portalPath + "/restart" + (client.clientId)???then("?client_id=" + ((client.clientId)!"")?url("UTF-8"), "")>

<#-- `frames` widens the policy for the one page that must load other applications' addresses in frames. -->
<#-- `leadTo` is an address that the page goes on to by itself, without a script. -->
<#macro head title="" stylesheets=[] modules=[] frames="" leadTo="">
  <meta charset="utf-8">
  <#if leadTo?has_content><meta http-equiv="refresh" content="0; url=${leadTo}"></#if>
  <meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; worker-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'none'<#if frames?has_content>; frame-src ${frames}</#if>">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light<#if darkMode> dark</#if>">
  <title><#if title?has_content>${title} · </#if>${district}</title>
  <link rel="icon" type="image/svg+xml" href="${url.resourcesPath}/img/favicon.svg">
  <#list properties.styles?split(" ") as stylesheet>
    <link rel="stylesheet" href="${url.resourcesPath}/${stylesheet}">
  </#list>
  <#list stylesheets as stylesheet>
    <link rel="stylesheet" href="${url.resourcesPath}/${stylesheet}">
  </#list>
  <#if darkMode>
    <link rel="stylesheet" href="${url.resourcesPath}/css/dark.css" media="(prefers-color-scheme: dark)">
  </#if>
  <#-- The query makes the address change with the colours, so that browsers may keep the stylesheet. -->
  <link rel="stylesheet" href="${portalPath}/brand.css?of=${((realm.attributes["homeroom.brand.color"])!"")?url("UTF-8")}-${((realm.attributes["homeroom.brand.accent"])!"")?url("UTF-8")}">
  <#list modules as module>
    <script type="module" src="${url.resourcesPath}/${module}"></script>
  </#list>
</#macro>

<#macro mark>
  <#local logo = (realm.attributes["homeroom.brand.logo"])!"">
  <span class="district__mark">
    <#if logo?starts_with("https://")>
      <img src="${logo}" alt="" width="56" height="56">
    <#elseif logo?matches("[A-Za-z0-9_-]+\\.(svg|png|webp)")>
      <img src="${url.resourcesPath}/img/${logo}" alt="" width="56" height="56">
    <#else>
      <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true"><path d="M12 1.5 16 5v3.2l5.5 3.3V21h-7v-4.2a2.5 2.5 0 0 0-5 0V21h-7v-9.5L8 8.2V5z"/></svg>
    </#if>
  </span>
</#macro>

<#macro languages>
  <#if realm.internationalizationEnabled && locale.supported?size gt 1>
    <nav aria-label="${msg("languages")}">
      <ul class="languages">
        <#list locale.supported?sort_by("label") as language>
          <li>
            <#if language.languageTag == locale.currentLanguageTag>
              <span aria-current="true" lang="${language.languageTag}">${language.label}</span>
            <#else>
              <a href="${language.url}" lang="${language.languageTag}" hreflang="${language.languageTag}">${language.label}</a>
            </#if>
          </li>
        </#list>
      </ul>
    </nav>
  </#if>
</#macro>

<#macro scene>
  <svg class="scene" viewBox="0 0 600 340" aria-hidden="true" preserveAspectRatio="xMidYMax meet">
    <circle class="scene__sun" cx="468" cy="92" r="40"/>
    <path class="scene__far" d="M0 226C90 150 190 168 290 214s190 26 310-46v172H0z"/>
    <path class="scene__near" d="M0 286c110-52 230-40 330-14s180 4 270-26v94H0z"/>
    <path class="scene__wall" d="M128 206h236v84H128z"/>
    <path class="scene__wall" d="M214 132h64v80h-64z"/>
    <path class="scene__roof" d="M202 136 246 84l44 52z"/>
    <path class="scene__roof" d="M112 212l26-34h76v34zM278 212v-34h76l26 34z"/>
    <circle class="scene__opening" cx="246" cy="164" r="14"/>
    <path class="scene__opening" d="M226 290v-42a20 20 0 0 1 40 0v42zM146 234h22v30h-22zM180 234h22v30h-22zM290 234h22v30h-22zM324 234h22v30h-22z"/>
    <path class="scene__near" d="M0 290h600v50H0z"/>
  </svg>
</#macro>

<#macro guides>
  <#local address = (realm.attributes["homeroom.guides"])!"">
  <#local language = ((locale.currentLanguageTag)!"en")?split("-")?first>
  <#if address?starts_with("https://")>
    <a class="guides" id="guides" href="${address?replace("{language}", language)}" rel="noopener">${msg("guides")}</a>
  </#if>
</#macro>

<#macro foot>
  <footer class="page__foot"><@guides />${msg("productNote")}</footer>
</#macro>
