<#ftl output_format="plainText">
${msg(notice + "Body", realmName)}
