#!/bin/bash
# restore.sh NAMESPACE RELEASE FOLDER FROM: brings the databases back from a backup, and publishes again what services announced since FROM (an instant before
# the broker lost its messages). What arrived already has no effect a second time.
set -euo pipefail
namespace=$1 release=$2 folder=$3 from=$4
services=(scheduling care-records billing social-map staff-wellbeing care-events)
kube() { kubectl -n "$namespace" "$@"; }
for service in "${services[@]}"; do kube scale deployment "$release-$service" --replicas=0; done
for service in "${services[@]}"; do kube wait pod -l "app.kubernetes.io/instance=$release,app.kubernetes.io/name=$service" --for=delete --timeout=3m; done
kube rollout status statefulset "$release-postgres" --timeout=5m
for service in "${services[@]}"; do
  database=${service//-/_}
  password=$(kube get secret "$release-$service-database" -o 'jsonpath={.data.password}' | base64 -d)
  kube exec -i "$release-postgres-0" -- psql -U postgres -q -v ON_ERROR_STOP=1 <<SQL
DROP DATABASE IF EXISTS $database WITH (FORCE);
DROP ROLE IF EXISTS $database;
CREATE ROLE $database LOGIN PASSWORD '$password';
CREATE DATABASE $database OWNER $database;
REVOKE ALL ON DATABASE $database FROM PUBLIC;
SQL
  kube exec -i "$release-postgres-0" -- pg_restore -U postgres --exit-on-error -d "$database" <"$folder/$service.dump"
done
for service in "${services[@]}"; do kube scale deployment "$release-$service" --replicas="$(cat "$folder/$service.replicas")"; done
for service in "${services[@]}"; do
  kube rollout status deployment "$release-$service" --timeout=5m
  kube exec "deployment/$release-$service" -c "$service" -- /app/service replay --from "$from"
done
