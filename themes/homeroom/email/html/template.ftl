<#-- Mail programs know neither stylesheets nor custom properties: everything stands at its element. -->
<#macro emailLayout>
<!DOCTYPE html>
<html lang="${locale.language}" dir="${(ltr)?then("ltr", "rtl")}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
</head>
<body style="margin:0;padding:0;background:#f3f4f1;">
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f1;">
    <tr>
      <td align="center" style="padding:24px 12px;">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #d9ddd8;border-radius:12px;">
          <tr>
            <td style="padding:20px 28px;border-bottom:4px solid #f2a93b;font:bold 18px/1.3 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1c2320;"><#if realmName?has_content>${realmName}<#else>Homeroom</#if></td>
          </tr>
          <tr>
            <td style="padding:20px 28px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1c2320;"><#nested></td>
          </tr>
        </table>
        <p style="margin:16px 0 0;font:13px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#55605a;">${msg("productNote")}</p>
      </td>
    </tr>
  </table>
</body>
</html>
</#macro>
