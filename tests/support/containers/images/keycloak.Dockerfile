# What the official image of Keycloak promises: Keycloak in /opt/keycloak, the account 1000, a heap by the container's memory.
ARG DEBIAN
FROM ${DEBIAN}
COPY --chown=1000:0 . /opt/keycloak
ENV KC_RUN_IN_CONTAINER=true
USER 1000
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
