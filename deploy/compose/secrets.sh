#!/bin/bash
# Makes every secret of the installation once, each into the volume of those who need it: one file per setting, named as the setting.
set -euo pipefail
cd /secrets
password() { head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64 -w0; }
make() { # make NAME MAKER: prints the secret, which is made the first time only
  [ -s "all/$1" ] || { "$2" >"all/$1.new" && mv "all/$1.new" "all/$1"; }
  cat "all/$1"
}
give() { printf %s "$2" >"$1"; } # give FILE VALUE

give postgres/password "$(make postgres password)"
give rabbitmq/password "$(make rabbitmq password)"
give rabbitmq/definitions.conf $'load_definitions = /etc/rabbitmq/conf.d/definitions.json\nlog.console = true\n'
give rabbitmq/definitions.json "$(cat <<JSON
{ "vhosts": [{ "name": "buurtzorg" }, { "name": "care-events" }],
  "users": [{ "name": "buurtzorg", "password": "$(make rabbitmq password)", "tags": "administrator" },
            { "name": "care-events", "password": "$(make rabbitmq-care-events password)", "tags": "administrator" }],
  "permissions": [{ "user": "buurtzorg", "vhost": "buurtzorg", "configure": ".*", "write": ".*", "read": ".*" },
                  { "user": "care-events", "vhost": "care-events", "configure": ".*", "write": ".*", "read": ".*" }] }
JSON
)"
broker="amqp://buurtzorg:$(make rabbitmq password)@rabbitmq:5672/buurtzorg"
for service in gateway scheduling care-records billing social-map staff-wellbeing care-events; do
  secret=$(make "client-$service" password)
  give "$service/Authentication__ClientSecret" "$secret"
  give "identity/Identity__Clients__${service}__Secret" "$secret"
  [ $service != gateway ] || continue
  database=${service//-/_}
  give "databases/$database" "$(make "database-$service" password)"
  give "$service/Database__ConnectionString" "Host=postgres;Database=$database;Username=$database;Password=$(make "database-$service" password);Maximum Pool Size=15;GSS Encryption Mode=Disable"
  give "$service/Broker__Uri" "$broker"
  give "$service/Encryption__Keys__1" "$(make "encryption-$service" key)"
done
events="care-events:$(make rabbitmq-care-events password)@rabbitmq"
give care-events/Amqp__Uri "amqp://$events:5672/care-events"
give care-events/Amqp__ManagementUrl "http://$events:15672/"
for service in care-records billing; do give $service/Pseudonyms__Key "$(make pseudonyms key)"; done
for adapter in nl-wmo simulated; do
  give billing/Adapters__${adapter}__Secret "$(make "billing-adapter-$adapter" password)"
  give billing-adapter-$adapter/Adapter__Secret "$(make "billing-adapter-$adapter" password)"
done
chown -R 1654:1654 . && chmod -R u=rX,go= . && chmod u+w all
chown -R 999:999 postgres databases rabbitmq
chown 1654:1654 /data/*
