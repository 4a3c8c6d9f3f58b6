{{/* Everything that is wrong with the values and that a schema cannot see, at once. */}}
{{- define "mistakes" -}}
{{- $wrong := list }}{{ $pools := dict }}{{ $root := .root -}}
{{- if and (not $root.Values.issuer.url) (not $root.Values.evaluation.enabled) }}{{ $wrong = append $wrong "issuer.url is missing: the address of your OpenID Connect issuer (evaluation.enabled brings one for trying)" }}{{ end -}}
{{- if not (or $root.Values.agreements $root.Values.agreementsConfigMap) }}{{ $wrong = append $wrong "agreements is empty: --set-file agreements=agreements.yaml, or agreementsConfigMap names one" }}{{ end -}}
{{- $served := dict -}}
{{- range $name, $s := .all -}}
{{- range $s.payers }}{{ if hasKey $served . }}{{ $wrong = append $wrong (printf "%s is named by %s and %s; a payer has one adapter" . (get $served .) $name) }}{{ end }}{{ $_ := set $served . $name }}{{ end -}}
{{- if $s.fact.data -}}
{{- if not $s.database.host }}{{ $wrong = append $wrong (printf "services.%s.database.host is missing, and defaults.database.host too" $name) }}{{ end -}}
{{- if not $s.broker.host }}{{ $wrong = append $wrong (printf "services.%s.broker.host is missing, and defaults.broker.host too" $name) }}{{ end -}}
{{- $replicas := add 1 (ternary $s.autoscaling.maxReplicas $s.replicas $s.autoscaling.enabled) -}}
{{- $sum := get $pools ($s.database.host | default "?") | default (dict "used" 0 "most" 0) -}}
{{- $_ := set $pools ($s.database.host | default "?") (dict "used" (add $sum.used (mul $replicas (add 1 $s.database.poolSize))) "most" (int $s.database.maxConnections)) -}}
{{- end }}{{ end -}}
{{- range $host, $sum := $pools -}}
{{- if gt (add 10 $sum.used) (int64 $sum.most) }}{{ $wrong = append $wrong (printf "the pools on %s want %d connections ((replicas + 1 while one rolls) x (poolSize + 1 for listening), and 10 for people), and database.maxConnections is %d" $host (add 10 $sum.used) $sum.most) }}{{ end -}}
{{- end -}}
{{- if $wrong }}{{ fail (printf "\n\n%d mistakes in the values:\n- %s\n" (len $wrong) (join "\n- " $wrong)) }}{{ end -}}
{{- end -}}
