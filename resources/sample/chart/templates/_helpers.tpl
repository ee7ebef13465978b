{{- define "teahouse.labels" -}}
app.kubernetes.io/name: teahouse
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}

{{- define "teahouse.selector" -}}
app.kubernetes.io/name: teahouse
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}
