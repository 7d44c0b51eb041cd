<#-- After the badge: the pupil's own picture, out of twelve. -->
<#import "template.ftl" as layout>
<#import "badge-step.ftl" as step>

<@layout.registrationLayout bodyClass="page--step" displayMessage=false stylesheets=["css/badge-steps.css"]; section>
  <#if section == "header">
    ${msg("badgePictureTitle")}
  <#elseif section == "form">
    <@step.again message="badgePictureWrong" />
    <form class="pictures" id="badge-pictures" action="${url.loginAction}" method="post">
      <#list pictures as picture>
        <button class="pictures__one" name="picture" value="${picture}" aria-label="${msg("badgePicture." + picture)}">
          <img src="${url.resourcesPath}/img/badge-pictures/${picture}.svg" alt="" width="96" height="96">
        </button>
      </#list>
    </form>
    <@step.back label="badgeStartOver" />
  </#if>
</@layout.registrationLayout>
