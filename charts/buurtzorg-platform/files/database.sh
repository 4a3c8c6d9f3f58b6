#!/bin/bash
# Makes the database and the role of one service; nobody else may connect to it. May run again.
set -euo pipefail
export PGUSER=postgres PGDATABASE=postgres
make() {
  psql -v ON_ERROR_STOP=1 -q -v name="$DATABASE_NAME" -v password="$DATABASE_PASSWORD" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I ENCODING UTF8 TEMPLATE template0', :'name', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}
until make; do [ $? -eq 2 ] || exit 1; sleep 1; done # 2: the server, or its name, is on its way
