{{- /* Names and labels that every object here shares. */ -}}

{{- /* One name per namespace and release, in a DNS label with room for "-uninstall". */ -}}
{{- define "hook.name" -}}
{{- $readable := .Release.Name | lower | replace "." "-" | replace "_" "-" | trunc 40 | trimSuffix "-" -}}
{{- $hash := printf "%s/%s" .Release.Namespace .Release.Name | sha256sum | trunc 8 -}}
{{- printf "%s-%s" $readable $hash -}}
{{- end -}}

{{- define "hook.serviceAccount" -}}
{{- if eq .Values.rbac.scope "existing" -}}
{{- required "rbac.serviceAccount is needed when rbac.scope is existing" .Values.rbac.serviceAccount -}}
{{- else -}}
{{- include "hook.name" . -}}
{{- end -}}
{{- end -}}

{{- define "hook.installJob" -}}
{{- if eq .Values.installAs "hook" -}}
{{- include "hook.name" . -}}-install
{{- else -}}
{{- include "hook.name" . -}}-install-{{ .Release.Revision | int64 }}
{{- end -}}
{{- end -}}

{{- define "hook.labels" -}}
app.kubernetes.io/name: chartnest-hook
app.kubernetes.io/instance: {{ include "hook.name" . }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | quote }}
{{- end -}}
