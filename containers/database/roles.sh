#!/bin/bash
# Once, in an empty database: a role that owns Keycloak's tables, and one that reads them for backups. Neither is a
# superuser. psql reads the secrets itself, so that they are in no list of processes.
set -eu

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<'SQL'
\set keycloak `cat /run/secrets/database-keycloak`
\set backup `cat /run/secrets/database-backup`
CREATE ROLE keycloak LOGIN PASSWORD :'keycloak';
CREATE ROLE backup LOGIN PASSWORD :'backup' IN ROLE pg_read_all_data;
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
GRANT CONNECT ON DATABASE keycloak TO backup;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
SQL
