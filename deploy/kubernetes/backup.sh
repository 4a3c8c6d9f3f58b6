#!/bin/bash
# backup.sh NAMESPACE RELEASE FOLDER: all databases of the bundled server at one moment at which nobody writes. With servers of your own use their
# point in time for all databases, and restore them to the same one.
set -euo pipefail
namespace=$1 release=$2 folder=$3
services=(scheduling care-records billing social-map staff-wellbeing care-events)
kube() { kubectl -n "$namespace" "$@"; }
mkdir -p "$folder" && chmod 700 "$folder"
for service in "${services[@]}"; do
  kube get deployment "$release-$service" -o 'jsonpath={.spec.replicas}' >"$folder/$service.replicas"
  kube scale deployment "$release-$service" --replicas=0
done
for service in "${services[@]}"; do kube wait pod -l "app.kubernetes.io/instance=$release,app.kubernetes.io/name=$service" --for=delete --timeout=3m; done
for service in "${services[@]}"; do
  kube exec "$release-postgres-0" -- pg_dump -U postgres -Fc "${service//-/_}" >"$folder/$service.dump"
done
for service in "${services[@]}"; do kube scale deployment "$release-$service" --replicas="$(cat "$folder/$service.replicas")"; done
ls -l "$folder"
