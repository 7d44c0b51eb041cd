<#-- Signing in with a badge: for people who cannot read yet. A picture first, words second. -->
<#import "template.ftl" as layout>

<#-- A drawing with a few words, shown while the page is in the state. -->
<#macro state name again="badgeAgain" alert=false>
  <div class="scan__card" data-for="${name}"<#if alert> role="alert"</#if><#if name != "starting"> hidden</#if>>
    <#nested>
    <#if again?has_content>
      <button class="scan__again" type="button" data-look-again>
        <#if again == "badgeStart">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M8 5.5v13l10.5-6.5z"/></svg>
        <#else>
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12a8 8 0 1 0 2.6-5.9M4 4v4.5h4.5"/></svg>
        </#if>
        <span>${msg(again)}</span>
      </button>
    </#if>
  </div>
</#macro>

<#macro camera>
  <path class="drawing__body" d="M12 34a8 8 0 0 1 8-8h11l6-9h22l6 9h11a8 8 0 0 1 8 8v34a8 8 0 0 1-8 8H20a8 8 0 0 1-8-8z"/>
  <circle class="drawing__lens" cx="48" cy="50" r="15"/>
  <circle class="drawing__shine" cx="43" cy="45" r="4"/>
</#macro>

<#macro card>
  <path class="drawing__strap" d="M42 4h12v16H42z"/>
  <rect class="drawing__body" x="20" y="15" width="56" height="70" rx="8"/>
  <rect class="drawing__ink" x="42" y="21" width="12" height="4" rx="2"/>
  <path class="drawing__ink" d="M30 32h15v15H30zm3.5 3.5v8h8v-8zM51 32h15v15H51zm3.5 3.5v8h8v-8zM30 53h15v15H30zm3.5 3.5v8h8v-8zM51 53h5v5h-5zm10 0h5v5h-5zm-5 5h5v5h-5zm-5 5h5v5h-5zm10 0h5v5h-5zM36 38h3v3h-3zm21 0h3v3h-3zM36 59h3v3h-3z"/>
  <rect class="drawing__ink" x="34" y="74" width="28" height="4" rx="2"/>
</#macro>

<@layout.registrationLayout bodyClass="page--badge" displayMessage=false stylesheets=["css/badge.css"] modules=["js/badge.js"]; section>
  <#if section == "header">
    ${msg("badgeTitle")}
  <#elseif section == "form">
    <#assign refused = message?has_content && message.type == "error">
    <div class="scan scan--mirror" id="badge-view" data-state="starting" data-refused="${refused?c}"
        data-worker="${url.resourcesPath}/js/badge-worker.js" data-wasm="${url.resourcesPath}/js/zxing_reader.wasm">
      <div class="scan__view">
        <video class="scan__picture" id="badge-video" playsinline muted autoplay disablepictureinpicture aria-label="${msg("badgePicture")}"></video>
        <canvas class="scan__picture scan__still" id="badge-still" aria-hidden="true"></canvas>
        <svg class="scan__frame" viewBox="0 0 100 100" aria-hidden="true" preserveAspectRatio="none">
          <path vector-effect="non-scaling-stroke" d="M4 22V10q0-6 6-6h12M78 4h12q6 0 6 6v12M96 78v12q0 6-6 6H78M22 96H10q-6 0-6-6V78"/>
        </svg>
        <div role="status">
          <@state name="starting" again="">
            <svg class="drawing drawing--waiting" viewBox="0 0 96 96" aria-hidden="true"><@camera /></svg>
            <p>${msg("badgeStarting")}</p>
          </@state>
          <@state name="asking" again="badgeStart">
            <svg class="drawing drawing--asking" viewBox="0 0 96 96" aria-hidden="true"><@camera /></svg>
            <p>${msg("badgeAsking")}</p>
          </@state>
          <p class="visually-hidden" data-for="looking" hidden>${msg("badgeLooking")}</p>
          <div class="scan__mark" data-for="found" hidden>
            <svg viewBox="0 0 96 96" aria-hidden="true"><circle cx="48" cy="48" r="44"/><path d="m28 50 14 14 27-30"/></svg>
            <span class="visually-hidden">${msg("badgeFound")}</span>
          </div>
          <div class="scan__tip" data-for="nothing late" hidden>
            <svg class="drawing drawing--nearer" viewBox="0 0 96 96" aria-hidden="true"><@card /></svg>
            <p>${msg("badgeNothing")}</p>
          </div>
          <@state name="refused" alert=refused>
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@card /><circle class="drawing__badge" cx="76" cy="74" r="15"/><path class="drawing__sign" d="M76 65v10M76 81v.5"/></svg>
            <p>${msg("badgeRefused")}</p>
          </@state>
          <@state name="none">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@camera /><path class="drawing__strike" d="M14 12 84 84"/></svg>
            <p>${msg("badgeNoCamera")}</p>
          </@state>
          <@state name="denied">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@camera /><rect class="drawing__badge" x="57" y="64" width="30" height="24" rx="5"/><path class="drawing__shackle" d="M64 64v-6a8 8 0 0 1 16 0v6"/></svg>
            <p>${msg("badgeDenied")}</p>
          </@state>
          <@state name="busy">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@camera /><circle class="drawing__badge" cx="72" cy="74" r="15"/><path class="drawing__sign" d="M72 66v9l6 4"/></svg>
            <p>${msg("badgeBusy")}</p>
          </@state>
          <@state name="lost">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@camera /><circle class="drawing__badge" cx="70" cy="74" r="15"/><path class="drawing__sign" d="M66 67v5M74 67v5M63 72h14v3a7 7 0 0 1-14 0zM70 82v3"/></svg>
            <p>${msg("badgeLost")}</p>
          </@state>
          <@state name="broken">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@card /><circle class="drawing__badge" cx="76" cy="74" r="15"/><path class="drawing__sign" d="m71 69 10 10M81 69 71 79"/></svg>
            <p>${msg("badgeBroken")}</p>
          </@state>
          <@state name="insecure" again="">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@camera /><circle class="drawing__badge" cx="72" cy="74" r="15"/><path class="drawing__sign" d="M72 65v10M72 81v.5"/></svg>
            <p>${msg("badgeInsecure")}</p>
          </@state>
        </div>
        <noscript>
          <div class="scan__card">
            <svg class="drawing drawing--problem" viewBox="0 0 96 96" aria-hidden="true"><@camera /><path class="drawing__strike" d="M14 12 84 84"/></svg>
            <p>${msg("badgeNoScript")}</p>
          </div>
        </noscript>
      </div>
    </div>
    <form id="badge-form" action="${url.loginAction}" method="post">
      <input type="hidden" id="badge-code" name="badge" autocomplete="off">
    </form>
    <div class="scan-ways" id="badge-ways">
      <p class="scan-ways__words" role="status"><span data-for="late none denied busy insecure lost broken" hidden>${msg("badgePasswordInstead")}</span></p>
      <button class="scan__tool" type="button" id="badge-sound" aria-pressed="true" aria-label="${msg("badgeSound")}">
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z"/><path class="scan__sound-on" d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11"/><path class="scan__sound-off" d="m16 9.5 5 5m0-5-5 5"/></svg>
      </button>
      <button class="scan__tool" type="button" id="badge-other-camera" aria-label="${msg("badgeOtherCamera")}" hidden>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 9a2 2 0 0 1 2-2h2.5L9 5h6l1.5 2H19a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"/><path d="M8.5 12.5a3.6 3.6 0 0 1 6.4-1.6M15.5 13.5a3.6 3.6 0 0 1-6.4 1.6M15.2 9v2.2H13M8.8 17v-2.2H11"/></svg>
      </button>
      <form class="scan-ways__password" action="${url.loginAction}" method="post">
        <button class="button button--secondary button--block scan__switch" id="sign-in-with-password" name="signInWith" value="password" formnovalidate>
          <svg viewBox="0 0 32 24" aria-hidden="true"><rect x="1.5" y="4.5" width="29" height="15" rx="4"/><path d="M8 9.5v5M5.8 10.8l4.4 2.4m0-2.4-4.4 2.4M16 9.5v5m-2.2-3.7 4.4 2.4m0-2.4-4.4 2.4M23 15h4"/></svg>
          <span>${msg("doSignInWithPassword")}</span>
        </button>
      </form>
    </div>
  </#if>
</@layout.registrationLayout>
