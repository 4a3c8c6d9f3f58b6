#!/bin/bash
# A database and a role for each file in /databases, which holds the password; nobody else may connect to it. May run again.
set -euo pipefail
export PGUSER=postgres PGDATABASE=postgres
if [ -n "${PGPASSWORD_FILE:-}" ]; then PGPASSWORD=$(cat "$PGPASSWORD_FILE") && export PGPASSWORD; fi
until psql -c 'SELECT 1' >/dev/null 2>&1; do sleep 1; done
for file in /databases/*; do
  psql -v ON_ERROR_STOP=1 -q -v name="$(basename "$file")" -v password="$(cat "$file")" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
