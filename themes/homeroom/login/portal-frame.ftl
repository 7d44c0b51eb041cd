<#-- The frame of the portal's own pages: the district, the way between them, signing out, languages. -->
<#import "document.ftl" as document>

<#macro page title current stylesheets=[] modules=[]>
<!DOCTYPE html>
<html lang="${lang}"<#if realm.internationalizationEnabled && locale.rtl> dir="rtl"</#if>>
<head>
  <@document.head title=title stylesheets=["css/portal.css"] + stylesheets modules=modules />
</head>
<body class="portal">
  <a class="skip" href="#main">${msg("skipToMain")}</a>
  <header class="portal__header">
    <div class="portal__inner">
      <div class="district"><@document.mark /><span>${document.district}</span></div>
      <div class="portal__ways">
        <#if current == "applications">
          <a class="portal__way" id="to-account" href="${document.portalPath}/account"><span class="icon icon--person" aria-hidden="true"></span><span>${msg("accountTitle")}</span></a>
        <#else>
          <a class="portal__way" id="to-portal" href="${document.portalPath}"><span class="icon icon--tiles" aria-hidden="true"></span><span>${msg("portalTitle")}</span></a>
        </#if>
        <form action="${signOut.action()}" method="post">
          <input type="hidden" name="id_token_hint" value="${signOut.idTokenHint()}">
          <input type="hidden" name="post_logout_redirect_uri" value="${signOut.returnTo()}">
          <button class="portal__way" id="sign-out"><span class="icon icon--sign-out" aria-hidden="true"></span><span>${msg("doLogout")}</span></button>
        </form>
      </div>
    </div>
  </header>
  <main id="main" class="portal__inner portal__main">
    <#nested>
  </main>
  <footer class="portal__foot portal__inner">
    <@document.languages />
    <@document.guides />
    <span>${msg("productNote")}</span>
  </footer>
</body>
</html>
</#macro>
