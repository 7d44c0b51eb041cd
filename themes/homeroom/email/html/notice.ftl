<#-- A change that somebody else may have made; `notice` begins the keys of what it says. -->
<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg(notice + "Body", realmName)}</p>
</@layout.emailLayout>
