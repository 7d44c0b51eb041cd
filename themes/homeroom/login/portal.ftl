<#import "document.ftl" as document>
<#import "portal-frame.ftl" as frame>
<@frame.page title=msg("portalTitle") current="applications" modules=["scripts/portal.js"]>
    <div class="portal__top">
      <div>
        <h1 class="portal__greeting"><#if firstName?has_content>${msg("portalGreeting", firstName)}<#else>${msg("portalGreetingNoName")}</#if></h1>
        <#if shelves?has_content><p class="lead">${msg("portalLead")}</p></#if>
      </div>
      <#if shelves?has_content>
        <search class="portal__search" data-portal-search hidden>
          <label class="visually-hidden" for="portal-search">${msg("portalSearch")}</label>
          <span class="input"><span class="icon icon--search" aria-hidden="true"></span><input id="portal-search" type="search" autocomplete="off" spellcheck="false" placeholder="${msg("portalSearch")}" aria-controls="applications"></span>
        </search>
      </#if>
    </div>
    <#if announcements?has_content>
      <section class="announcements" aria-labelledby="announcements-title">
        <h2 class="visually-hidden" id="announcements-title">${msg("portalAnnouncements")}</h2>
        <#list announcements as announcement>
          <div class="announcement">
            <span class="icon icon--info" aria-hidden="true"></span>
            <p><time class="announcement__day" datetime="${announcement.from()}">${announcement.dayIn(lang)}</time> ${announcement.text()}<#if announcement.link()?has_content> <a href="${announcement.link()}" rel="noopener">${announcement.linkTitle()}</a></#if></p>
          </div>
        </#list>
      </section>
    </#if>
    <#if shelves?has_content>
      <form id="favourites" action="${document.portalPath}/favourites" method="post">
        <input type="hidden" name="token" value="${formToken}">
      </form>
      <p class="visually-hidden" role="status" data-portal-found="${msg("portalFound", "{0}")}"></p>
      <p class="portal__none" data-portal-none hidden>${msg("portalNoneFound")}</p>
      <div class="shelves" id="applications">
        <#list shelves as shelf>
          <section class="shelf" aria-labelledby="shelf-${shelf.key()}">
            <h2 class="shelf__title" id="shelf-${shelf.key()}">${msg("portalCategory." + shelf.key())}</h2>
            <ul class="tiles" role="list">
              <#list shelf.tiles() as tile>
                <li class="tiles__place">
                  <a class="tile" href="${tile.address()}" data-application="${tile.id()}">
                    <span class="tile__icon" data-shade="${tile.shade()}" <#if !tile.icon()?has_content>data-initials="${tile.initials()}" </#if>aria-hidden="true">
                      <#if tile.icon()?has_content><img src="${tile.icon()?starts_with("https://")?then(tile.icon(), url.resourcesPath + "/icons/" + tile.icon())}" alt="" width="72" height="72"></#if>
                    </span>
                    <span class="tile__title">${tile.title()}</span>
                  </a>
                  <button class="star" form="favourites" name="${shelf.favourites?then("remove", "add")}" value="${tile.id()}" aria-pressed="${shelf.favourites?c}" title="${msg("portalFavourite", tile.title())}">
                    <span class="icon icon--${shelf.favourites?then("star-full", "star")}" aria-hidden="true"></span>
                    <span class="visually-hidden">${msg("portalFavourite", tile.title())}</span>
                  </button>
                </li>
              </#list>
            </ul>
          </section>
        </#list>
      </div>
    <#else>
      <div class="portal__empty">
        <h2>${msg("portalEmptyTitle")}</h2>
        <p>${msg("portalEmptyText")}</p>
      </div>
    </#if>
</@frame.page>
