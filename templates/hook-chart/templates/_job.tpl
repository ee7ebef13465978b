{{- /* Lines "number type path", one for each secret value. */ -}}
{{- define "hook.secretValues" -}}
{{- range $index, $secret := .Values.values.secret -}}
{{- if and (ne $secret.type "string") (regexMatch `[^-A-Za-z0-9_/.\\]` $secret.path) -}}
{{- fail (printf "values.secret: %s: only text can be put into a list or under such a key" $secret.path) -}}
{{- end -}}
{{- printf "%d %s %s\n" $index $secret.type $secret.path -}}
{{- end -}}
{{- end -}}

{{- /*
  The spec of a Job that runs the script once.
  Takes a dict: root (the chart's context), run (install or uninstall), seconds (to live).
*/ -}}
{{- define "hook.job" -}}
{{- $root := .root -}}
{{- $pod := .root.Values.pod -}}
backoffLimit: 0
activeDeadlineSeconds: {{ .seconds | int64 }}
ttlSecondsAfterFinished: 86400
template:
  metadata:
    labels:
      {{- include "hook.labels" $root | nindent 6 }}
      chartnest.io/run: {{ .run }}
    annotations:
      sidecar.istio.io/inject: "false"
  spec:
    restartPolicy: Never
    serviceAccountName: {{ include "hook.serviceAccount" $root | quote }}
    terminationGracePeriodSeconds: 60
    enableServiceLinks: false
    securityContext:
      runAsNonRoot: true
      runAsUser: 65532
      runAsGroup: 65532
      fsGroup: 65532
      seccompProfile:
        type: RuntimeDefault
    nodeSelector:
      {{- merge (dict "kubernetes.io/os" "linux") $pod.nodeSelector | toYaml | nindent 6 }}
    {{- with $pod.tolerations }}
    tolerations:
      {{- range . }}
      -
        {{- range $key, $value := . }}
        {{ $key }}: {{ kindIs "string" $value | ternary (quote $value) (int64 $value) }}
        {{- end }}
      {{- end }}
    {{- end }}
    {{- with $pod.affinity }}
    affinity:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $pod.priorityClassName }}
    priorityClassName: {{ quote . }}
    {{- end }}
    {{- with $pod.imagePullSecrets }}
    imagePullSecrets:
      {{- range . }}
      - name: {{ quote . }}
      {{- end }}
    {{- end }}
    containers:
      - name: helm
        image: {{ $root.Values.image | quote }}
        command: ["sh", "/opt/chartnest/run.sh", "{{ .run }}"]
        env:
          - name: CHARTNEST_CONFIG
            value: /etc/chartnest
          - name: CHARTNEST_LOGIN
            value: {{ ternary "/etc/chartnest-login" "/etc/chartnest" (not (empty $root.Values.chart.existingSecret)) }}
          - name: CHARTNEST_CHART
            value: /etc/chartnest-chart
          - name: CHARTNEST_WORK
            value: /work
          - name: CHARTNEST_POD
            valueFrom:
              fieldRef:
                fieldPath: metadata.name
          - name: HOME
            value: /work
          - name: TMPDIR
            value: /tmp
        terminationMessagePolicy: FallbackToLogsOnError
        securityContext:
          allowPrivilegeEscalation: false
          readOnlyRootFilesystem: true
          capabilities:
            drop: [ALL]
        {{- with $pod.resources }}
        resources:
          {{- toYaml . | nindent 10 }}
        {{- end }}
        volumeMounts:
          - name: script
            mountPath: /opt/chartnest
            readOnly: true
          - name: settings
            mountPath: /etc/chartnest
            readOnly: true
          {{- if $root.Values.chart.existingSecret }}
          - name: login
            mountPath: /etc/chartnest-login
            readOnly: true
          {{- end }}
          {{- if $root.Files.Get "files/chart.tgz" }}
          - name: chart
            mountPath: /etc/chartnest-chart
            readOnly: true
          {{- end }}
          - name: work
            mountPath: /work
          - name: tmp
            mountPath: /tmp
    volumes:
      - name: script
        configMap:
          name: {{ include "hook.name" $root }}
      - name: settings
        secret:
          secretName: {{ include "hook.name" $root }}
      {{- with $root.Values.chart.existingSecret }}
      - name: login
        secret:
          secretName: {{ quote . }}
      {{- end }}
      {{- if $root.Files.Get "files/chart.tgz" }}
      - name: chart
        secret:
          secretName: {{ include "hook.name" $root }}-chart
      {{- end }}
      - name: work
        emptyDir: {}
      - name: tmp
        emptyDir: {}
{{- end -}}
