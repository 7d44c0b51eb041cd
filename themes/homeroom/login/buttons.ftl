<#-- Buttons. The macros' names and parameters are those of the parent theme, whose pages call them. -->

<#macro actionGroup horizontal=false>
  <div class="actions"><#nested></div>
</#macro>

<#macro button label id="" name="" type="primary" fullWidth=true class=[] extra...>
  <button class="button button--${type}<#if fullWidth> button--block</#if><#list class as key> ${properties[key]}</#list>"<#if id?has_content> id="${id}"</#if><#if name?has_content> name="${name}"</#if> type="submit"<#list extra as attribute, value> ${attribute}="${value}"</#list>>${msg(label)}</button>
</#macro>

<#macro buttonLink href label id="" class=["kcButtonSecondaryClass", "kcButtonBlockClass"]>
  <a href="${href}"<#if id?has_content> id="${id}"</#if> class="<#list class as key>${properties[key]} </#list>">${msg(label)}</a>
</#macro>

<#macro loginButton>
  <@actionGroup><@button id="kc-login" name="login" label="doLogIn" /></@actionGroup>
</#macro>
