<#-- What the pages of a recovery share. -->
<#import "document.ftl" as document>

<#-- Whom to ask, as the district says it. -->
<#assign help = (realm.attributes["homeroom.help-contact"])!msg("recoveryAnOffice")>

<#macro back>
  <p><a href="${document.portalPath}" id="back-to-sign-in">${msg("backToLogin")}</a></p>
</#macro>
