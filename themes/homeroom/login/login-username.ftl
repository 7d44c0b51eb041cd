<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<#import "buttons.ftl" as buttons>
<#import "social-providers.ftl" as identityProviders>
<#import "passkeys.ftl" as passkeys>
<#import "sign-in.ftl" as signIn>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError("username") displayInfo=signIn.registrationOffered; section>
  <#if section == "header">
    ${msg("loginAccountTitle")}
  <#elseif section == "form">
    <#if realm.password>
      <form id="kc-form-login" class="form" action="${url.loginAction}" method="post" novalidate>
        <#if !usernameHidden??>
          <@signIn.username error=messagesPerField.get("username") />
          <#if realm.rememberMe>
            <@field.checkbox name="rememberMe" label=msg("rememberMe") value=login.rememberMe?? />
          </#if>
        </#if>
        <@buttons.loginButton />
      </form>
    </#if>
    <@passkeys.conditionalUIData />
  <#elseif section == "socialProviders">
    <#if realm.password && (social.providers)?has_content>
      <@identityProviders.show social=social />
    </#if>
  <#elseif section == "info">
    <@signIn.registration />
  </#if>
</@layout.registrationLayout>
