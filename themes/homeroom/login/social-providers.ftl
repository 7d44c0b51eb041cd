<#macro show social>
  <div class="aside" id="kc-social-providers">
    <p class="hint">${msg("identity-provider-login-label")}</p>
    <ul class="choices" role="list">
      <#list social.providers as provider>
        <li><a id="social-${provider.alias}" class="button button--secondary button--block" href="${provider.loginUrl}" data-once-link>${provider.displayName!provider.alias}</a></li>
      </#list>
    </ul>
  </div>
</#macro>
