<#import "template.ftl" as layout>
<#import "field.ftl" as field>
<@layout.registrationLayout modules=["scripts/copy.js"]; section>
  <#if section == "header">
    <#if code.success>${msg("codeSuccessTitle")}<#else>${msg("codeErrorTitle", code.error)}</#if>
  <#elseif section == "form">
    <div id="kc-code">
      <#if code.success>
        <@field.clipboard name="code" label=msg("copyCodeInstruction") ariaLabel=msg("codeSuccess") value=code.code />
      <#else>
        <p id="error">${code.error}</p>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
