<#import "document.ftl" as document>
<!DOCTYPE html>
<html lang="${lang}"<#if realm.internationalizationEnabled && locale.rtl> dir="rtl"</#if>>
<head>
  <@document.head title=msg("portalTitle") stylesheets=["css/portal.css"] modules=["scripts/portal.js"] />
</head>
<body class="portal">
  <a class="skip" href="#main">${msg("skipToMain")}</a>
  <header class="portal__header">
    <div class="portal__inner">
      <div class="district"><@document.mark /><span>${document.district}</span></div>
      <form class="portal__leave" action="${signOut.action()}" method="post">
        <input type="hidden" name="id_token_hint" value="${signOut.idTokenHint()}">
        <input type="hidden" name="post_logout_redirect_uri" value="${signOut.returnTo()}">
        <button class="portal__sign-out" id="sign-out"><span class="icon icon--sign-out" aria-hidden="true"></span><span>${msg("doLogout")}</span></button>
      </form>
    </div>
  </header>
  <main id="main" class="portal__inner portal__main">
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
    <#if shelves?has_content>
      <p class="visually-hidden" role="status" data-portal-found="${msg("portalFound", "{0}")}"></p>
      <p class="portal__none" data-portal-none hidden>${msg("portalNoneFound")}</p>
      <div class="shelves" id="applications">
        <#list shelves as shelf>
          <section class="shelf" aria-labelledby="shelf-${shelf.category().key()}">
            <h2 class="shelf__title" id="shelf-${shelf.category().key()}">${msg("portalCategory." + shelf.category().key())}</h2>
            <ul class="tiles" role="list">
              <#list shelf.tiles() as tile>
                <li>
                  <a class="tile" href="${tile.address()}" data-application="${tile.id()}">
                    <span class="tile__icon" data-shade="${tile.shade()}" <#if !tile.icon()?has_content>data-initials="${tile.initials()}" </#if>aria-hidden="true">
                      <#if tile.icon()?has_content><img src="${tile.icon()?starts_with("https://")?then(tile.icon(), url.resourcesPath + "/icons/" + tile.icon())}" alt="" width="72" height="72"></#if>
                    </span>
                    <span class="tile__title">${tile.title()}</span>
                  </a>
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
  </main>
  <footer class="portal__foot portal__inner">
    <@document.languages />
    <span>${msg("productNote")}</span>
  </footer>
</body>
</html>
