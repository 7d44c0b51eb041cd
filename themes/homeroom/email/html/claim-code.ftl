<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("claimCodeIntro." + kind, name, district)}</p>
<p>${msg("claimCodeCode")}<br><strong style="font:bold 22px/1.6 ui-monospace,Consolas,monospace;">${code}</strong><br>${msg("claimCodeUntil", expires)}</p>
<ol>
<li>${msg("claimCodeOpen", address)}<br><a href="${address}">${address}</a></li>
<li>${msg("claimCodeType")}<#if birthDate> ${msg("claimCodeBirthDate")}</#if></li>
<li>${msg("claimCodePassword." + kind)}</li>
</ol>
<p>${msg("claimCodeRule.1")}</p>
<p>${msg("claimCodeRule.2")}</p>
<p>${msg("claimCodeHelp", help!msg("claimCodeAtSchool"))}</p>
<#if guides?has_content>
<#assign read = guides?replace("{language}", locale.language)>
<p>${msg("claimCodeGuides", read)}<br><a href="${read}">${read}</a></p>
</#if>
</@layout.emailLayout>
