{{/* The services of this release: facts and values of each, as one map. Call with the root. */}}
{{- define "services" -}}
{{- $facts := .Files.Get "files/services.yaml" | fromYaml -}}
{{- $all := dict -}}
{{- range $name, $given := .Values.services -}}
{{- $fact := get $facts $name | default dict -}}
{{- if hasPrefix "billing-adapter-" $name }}{{ $fact = dict "adapter" (trimPrefix "billing-adapter-" $name) }}{{ end -}}
{{- $service := mergeOverwrite (deepCopy $.Values.defaults) (dict "name" $name "fact" $fact "enabled" true) (deepCopy ($given | default dict)) -}}
{{- if and $.Values.evaluation.servers $fact.data -}}
{{- $_ := mergeOverwrite $service.database (dict "host" (printf "%s-postgres" $.Release.Name) "port" 5432 "sslMode" "Disable" "name" "" "existingSecret" "" "usernameKey" "username" "passwordKey" "password") -}}
{{- $_ := mergeOverwrite $service.broker (dict "host" (printf "%s-rabbitmq" $.Release.Name) "port" 5672 "tls" false "virtualHost" "buurtzorg" "existingSecret" "" "usernameKey" "username" "passwordKey" "password") -}}
{{- end -}}
{{- if and $service.enabled (or $.Values.evaluation.enabled (not $fact.evaluation)) }}{{ $_ := set $all $name $service }}{{ end -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{- define "labels" -}}
{{- toJson (merge (include "selector" . | fromJson) (dict "app.kubernetes.io/part-of" "buurtzorg-platform" "app.kubernetes.io/version" .root.Chart.AppVersion "app.kubernetes.io/managed-by" .root.Release.Service "helm.sh/chart" (printf "%s-%s" .root.Chart.Name .root.Chart.Version)) (.more | default dict)) -}}
{{- end -}}

{{- define "selector" -}}
{{- toJson (dict "app.kubernetes.io/name" .name "app.kubernetes.io/instance" .root.Release.Name) -}}
{{- end -}}

{{/* A service and its migration are one end of an arrow. */}}
{{- define "ends" -}}
{ matchLabels: { app.kubernetes.io/instance: {{ .root.Release.Name }} }, matchExpressions: [{ key: app.kubernetes.io/name, operator: In, values: [{{ .name }}, {{ .name }}-migration] }] }
{{- end -}}

{{- define "tag" -}}{{ .Values.image.tag | default .Chart.AppVersion }}{{- end -}}

{{- define "image" -}}
{{- $own := .service.image | default dict -}}
{{ $own.repository | default (printf "%s/%s" .root.Values.image.repository .service.name) }}:{{ $own.tag | default (include "tag" .root) }}
{{- end -}}

{{- define "issuer" -}}
{{- .Values.issuer.url | default (printf "http://%s-identity:8080/identity" .Release.Name) -}}
{{- end -}}

{{- define "otlp" -}}
{{- if .Values.telemetry.collector.enabled }}http://{{ .Release.Name }}-collector:4317{{ else }}{{ .Values.telemetry.endpoint }}{{ end -}}
{{- end -}}

{{/* Configuration without secrets, by key. */}}
{{- define "settings" -}}
{{- $root := .root }}{{ $s := .service }}{{ $fact := $s.fact }}{{ $release := $root.Release.Name -}}
{{- $set := dict -}}
{{- with include "otlp" $root }}{{ $_ := set $set "OTEL_EXPORTER_OTLP_ENDPOINT" . }}{{ end -}}
{{- if not $fact.adapter }}{{ $_ := mergeOverwrite $set (dict "Secrets__Folder" "/secrets" "Drain__Seconds" $s.drainSeconds) }}{{ end -}}
{{- if $fact.tokens -}}
{{- $_ := set $set "Install__TimeZone" $root.Values.install.timeZone -}}
{{- $_ := set $set "Install__Language" $root.Values.install.language -}}
{{- $_ := set $set "Authentication__Issuer" (include "issuer" $root) -}}
{{- $_ := set $set "Authentication__ClientId" $s.name -}}
{{- $i := $root.Values.issuer -}}
{{- $_ := mergeOverwrite $set (dict "Authentication__Audience" $i.audience "Authentication__PersonClaim" $i.personClaim "Authentication__KindClaim" $i.kindClaim "Authentication__ClientClaim" $i.clientClaim) -}}
{{- range $value, $kind := $i.kinds }}{{ $_ := set $set (printf "Authentication__Kinds__%s" $value) $kind }}{{ end -}}
{{- end -}}
{{- if $fact.data }}{{ $_ := set $set "Encryption__CurrentKey" "1" }}{{ end -}}
{{- if and $fact.data $root.Values.caBundle.configMap }}{{ $_ := set $set "Broker__CaCertificate" "/ca/ca.crt" }}{{ end -}}
{{- range $name, $other := .all -}}
{{- if and (eq $s.name "gateway") (has $name $fact.calls) }}{{ $_ := set $set (printf "ReverseProxy__Clusters__%s__Destinations__1__Address" $name) (printf "http://%s-%s:8080/" $release $name) -}}
{{- else if has $name ($fact.calls | default list) }}{{ $_ := set $set (printf "Services__%s" $name) (printf "http://%s-%s:8080/%s/" $release $name $name) }}{{ end -}}
{{- if and $fact.adapters $other.fact.adapter }}{{ $_ := set $set (printf "Adapters__%s__Url" $other.fact.adapter) (printf "http://%s-%s:8080/" $release $name) -}}
{{- with $other.contractVersion }}{{ $_ := set $set (printf "Adapters__%s__ContractVersion" $other.fact.adapter) . }}{{ end }}{{ end -}}
{{- if and (eq $s.name "identity") $other.fact.tokens }}{{ $_ := set $set (printf "Identity__Clients__%s__Kind" $name) "service" }}{{ end -}}
{{- end -}}
{{- if $fact.adapters }}{{ $_ := set $set "Agreements__File" "/install/agreements.yaml" }}{{ end -}}
{{- if eq $s.name "identity" }}{{ $_ := mergeOverwrite $set (dict "Identity__Issuer" (include "issuer" $root) "Identity__KeyFolder" "/secrets" "Identity__Audience" $root.Values.issuer.audience) }}{{ end -}}
{{- if eq $s.name "municipality" }}{{ $_ := set $set "Data__Folder" "/data" }}{{ end -}}
{{- toYaml (mergeOverwrite $set ($s.settings | default dict)) -}}
{{- end -}}

{{/* The agreements; a payer that an adapter names is that adapter's. */}}
{{- define "agreements" -}}
{{- $served := dict -}}
{{- range .all }}{{ $adapter := .fact.adapter }}{{ range .payers }}{{ $_ := set $served . $adapter }}{{ end }}{{ end -}}
{{- $book := .root.Values.agreements | fromYaml -}}
{{- range $book.agreements }}{{ if hasKey $served .payer }}{{ $_ := set . "adapter" (get $served .payer) }}{{ end }}{{ end -}}
{{- if $served }}{{ toYaml $book }}{{ else }}{{ .root.Values.agreements }}{{ end -}}
{{- end -}}

{{/* What every container of a service is given. */}}
{{- define "container" -}}
{{- $s := .service }}{{ $db := $s.database }}{{ $mq := $s.broker }}{{ $root := .root -}}
image: {{ include "image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
envFrom: [{ configMapRef: { name: {{ .root.Release.Name }}-{{ $s.name }} } }]
env:
  {{- if $s.fact.data }}
  - { name: DATABASE_USERNAME, valueFrom: { secretKeyRef: { name: {{ $db.existingSecret | default (printf "%s-%s-database" $root.Release.Name $s.name) }}, key: {{ $db.usernameKey }} } } }
  - { name: DATABASE_PASSWORD, valueFrom: { secretKeyRef: { name: {{ $db.existingSecret | default (printf "%s-%s-database" $root.Release.Name $s.name) }}, key: {{ $db.passwordKey }} } } }
  - name: Database__ConnectionString
    value: Host={{ $db.host }};Port={{ $db.port }};Database={{ $db.name | default ($s.name | replace "-" "_") }};Username=$(DATABASE_USERNAME);Password='$(DATABASE_PASSWORD)';Maximum Pool Size={{ $db.poolSize }};GSS Encryption Mode=Disable;SSL Mode={{ $db.sslMode }}
      {{- if $root.Values.caBundle.configMap }};Root Certificate=/ca/ca.crt{{ end }}
  - { name: BROKER_USERNAME, valueFrom: { secretKeyRef: { name: {{ $mq.existingSecret | default (printf "%s-broker" $root.Release.Name) }}, key: {{ $mq.usernameKey }} } } }
  - { name: BROKER_PASSWORD, valueFrom: { secretKeyRef: { name: {{ $mq.existingSecret | default (printf "%s-broker" $root.Release.Name) }}, key: {{ $mq.passwordKey }} } } }
  - name: Broker__Uri
    value: amqp{{ if $mq.tls }}s{{ end }}://$(BROKER_USERNAME):$(BROKER_PASSWORD)@{{ $mq.host }}:{{ $mq.port }}/{{ $mq.virtualHost }}
  {{- end }}
  {{- if $s.fact.adapter }}
  - { name: Adapter__Secret, valueFrom: { secretKeyRef: { name: {{ $s.existingSecret | default (printf "%s-%s" $root.Release.Name $s.name) }}, key: Adapter__Secret } } }
  - { name: ADAPTER_SECRET, value: $(Adapter__Secret) }
  {{- end }}
  {{- with $s.extraEnv }}{{ toYaml . | nindent 2 }}{{ end }}
volumeMounts:
  {{- range include "mounts" . | fromYamlArray }}
  - { name: {{ .name }}, mountPath: {{ .path }}, readOnly: {{ not .written }} }
  {{- end }}
  {{- with $s.extraVolumeMounts }}{{ toYaml . | nindent 2 }}{{ end }}
securityContext: {{ include "locked" . }}
{{- end -}}

{{- define "locked" -}}
{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
{{- end -}}

{{/* What a service finds in its folders. It reads secrets as files: its own, and the halves that two services share. */}}
{{- define "mounts" -}}
{{- $fact := .service.fact }}{{ $v := .root.Values }}{{ $release := .root.Release.Name -}}
- { name: tmp, path: /tmp, written: true, from: { emptyDir: { sizeLimit: 256Mi } } }
{{- if $fact.program }}
- { name: data, path: /data, written: true, from: { emptyDir: { sizeLimit: 1Gi } } }
{{- else if or $fact.tokens $fact.evaluation }}
- name: secrets
  path: /secrets
  from:
    projected:
      defaultMode: 0440
      sources:
        - secret: { name: {{ .service.existingSecret | default (printf "%s-%s" $release .service.name) }} }
        {{- range $name, $other := .all }}{{ $secret := $other.existingSecret | default (printf "%s-%s" $release $name) }}
        {{- if and $fact.adapters $other.fact.adapter }}
        - secret: { name: {{ $secret }}, items: [{ key: Adapter__Secret, path: Adapters__{{ $other.fact.adapter }}__Secret }] }
        {{- else if and (eq $.service.name "identity") $other.fact.tokens }}
        - secret: { name: {{ $secret }}, items: [{ key: Authentication__ClientSecret, path: Identity__Clients__{{ $name }}__Secret }] }
        {{- end }}{{ end }}
{{- end }}
{{- if $fact.adapters }}
- { name: install, path: /install, from: { configMap: { name: {{ $v.agreementsConfigMap | default (printf "%s-agreements" $release) }} } } }
{{- end }}
{{- if and $fact.data $v.caBundle.configMap }}
- { name: ca, path: /ca, from: { configMap: { name: {{ $v.caBundle.configMap }}, items: [{ key: {{ $v.caBundle.key }}, path: ca.crt }] } } }
{{- end }}
{{- end -}}

{{/* Pod settings that Deployment and migration share. */}}
{{- define "pod" -}}
{{- $s := .service }}{{ $root := .root -}}
serviceAccountName: {{ $root.Release.Name }}-{{ $s.name }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext: { runAsNonRoot: true, runAsUser: 1654, runAsGroup: 1654, fsGroup: 1654, seccompProfile: { type: RuntimeDefault } }
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets: {{ range . }}
  - name: {{ . }}{{ end }}
{{- end }}
{{- range $key := list "nodeSelector" "tolerations" "affinity" "priorityClassName" }}{{ with get $s $key }}
{{ $key }}: {{ toYaml . | nindent 2 }}
{{- end }}{{ end }}
volumes:
  {{- range include "mounts" . | fromYamlArray }}
  - {{ merge (dict "name" .name) .from | toJson }}
  {{- end }}
  {{- with $s.extraVolumes }}{{ toYaml . | nindent 2 }}{{ end }}
{{- end -}}

{{/* What brings a database to the schema of this version. */}}
{{- define "migration" -}}
backoffLimit: 20
template:
  metadata: { labels: {{ include "selector" (merge (dict "name" (printf "%s-migration" .name)) .) }} }
  spec:
    restartPolicy: OnFailure
    {{- include "pod" . | nindent 4 }}
    {{- if .root.Values.evaluation.servers }}
    initContainers:
      - name: database # makes it on the bundled server
        image: {{ .root.Values.evaluation.postgres.image }}
        command: [bash, -c, {{ .root.Files.Get "files/database.sh" | toJson }}]
        env:
          - { name: PGHOST, value: {{ .service.database.host }} }
          - { name: PGPASSWORD, valueFrom: { secretKeyRef: { name: {{ .root.Release.Name }}-postgres, key: password } } }
          - { name: DATABASE_NAME, value: {{ .service.database.name | default (.name | replace "-" "_") }} }
          - { name: DATABASE_PASSWORD, valueFrom: { secretKeyRef: { name: {{ .service.database.existingSecret | default (printf "%s-%s-database" .root.Release.Name .name) }}, key: {{ .service.database.passwordKey }} } } }
        securityContext: {{ include "locked" . }}
        resources: { requests: { cpu: 10m, memory: 32Mi }, limits: { memory: 64Mi } }
    {{- end }}
    containers:
      - name: migrate
        args: [migrate]
        resources: {{- toYaml .service.resources | nindent 10 }}
        {{- include "container" . | nindent 8 }}
{{- end -}}
