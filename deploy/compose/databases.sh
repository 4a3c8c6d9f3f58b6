#!/bin/bash
# A database and a role for each service; nobody else may connect to it. May run again.
set -euo pipefail
export PGPASSWORD PGHOST=postgres PGUSER=postgres
PGPASSWORD=$(cat /run/secrets-of-postgres/password)
for file in /databases/*; do
  name=$(basename "$file")
  psql -v ON_ERROR_STOP=1 -q -d postgres -v name="$name" -v password="$(cat "$file")" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
