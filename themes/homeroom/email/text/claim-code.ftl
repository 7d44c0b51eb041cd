<#ftl output_format="plainText">
${msg("claimCodeIntro." + kind, name, district)}

${msg("claimCodeCode")}
${code}
${msg("claimCodeUntil", expires)}

1. ${msg("claimCodeOpen", address)}
2. ${msg("claimCodeType")}<#if birthDate> ${msg("claimCodeBirthDate")}</#if>
3. ${msg("claimCodePassword." + kind)}

${msg("claimCodeRule.1")}
${msg("claimCodeRule.2")}
${msg("claimCodeHelp", help!msg("claimCodeAtSchool"))}
<#if guides?has_content>
${msg("claimCodeGuides", guides?replace("{language}", locale.language))}
</#if>
