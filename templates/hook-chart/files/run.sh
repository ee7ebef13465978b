#!/bin/sh
# Installs, upgrades or uninstalls one Helm release from inside its cluster, and says truthfully
# how it went. Runs alike under busybox ash, dash and bash.
#
#   run.sh install     fetch the chart; mend what an interrupted run left; install or upgrade;
#                      wait until it is ready; collect the output; signal ROS exactly once
#   run.sh uninstall   stop our own installs; uninstall; leave alone what is not ours
#   run.sh output      print the output (install runs this as a process of its own)
#
# Every setting is a file in $CHARTNEST_CONFIG: no text that is secret is ever an argument, a
# variable of the environment or a line of the log; helm is given secret booleans and whole numbers,
# which must keep their type, as arguments. Whose the release is says a ConfigMap, the marker: it
# names the outer release, and the pod at work as its holder, so that two pods never work at once.
set -u
umask 077

CONFIG=${CHARTNEST_CONFIG:-/etc/chartnest}
LOGIN=${CHARTNEST_LOGIN:-$CONFIG}
TRAVELLING=${CHARTNEST_CHART:-/etc/chartnest-chart}/chart.tgz
WORK=${CHARTNEST_WORK:-/work}
SAID=$WORK/said # what helm printed when it installed or upgraded
TERMINATION_LOG=${CHARTNEST_TERMINATION_LOG:-/dev/termination-log}
ACCOUNT=${CHARTNEST_SERVICE_ACCOUNT:-/var/run/secrets/kubernetes.io/serviceaccount}
POD=${CHARTNEST_POD:-}
PATIENCE=${CHARTNEST_PATIENCE:-30} # tries
PAUSE=${CHARTNEST_PAUSE:-2}        # seconds between two tries
GRACE=${CHARTNEST_GRACE:-30}       # seconds a command has to end after TERM

given() { [ -s "$CONFIG/$1" ]; }

setting() { ! given "$1" || cat "$CONFIG/$1"; }

RELEASE=$(setting release)
NAMESPACE=$(setting namespace)
HELM_NAMESPACE=$NAMESPACE
OUTER=$(setting outer-release)
MARKER=chartnest-$RELEASE
HELM_CACHE_HOME=$WORK/helm HELM_CONFIG_HOME=$WORK/helm HELM_DATA_HOME=$WORK/helm
HELM_REGISTRY_CONFIG=$WORK/registry.json
export RELEASE NAMESPACE HELM_NAMESPACE
export HELM_CACHE_HOME HELM_CONFIG_HOME HELM_DATA_HOME HELM_REGISTRY_CONFIG

# An upgrade replaces the settings under a pod that still runs: its signal is the one it began with.
SIGNAL_URL=$(setting signal-url)
SIGNAL_HEADERS=$(setting signal-headers)
SIGNAL_CURL=$(setting signal-curl)

STEP=starting
INPUT=/dev/null
: & # from here on $! is always set
wait

step() {
  STEP=$1
  printf '%s\n' "$1"
}

# What went wrong; empty once all went well. A shell may leave a function midway (bash does when it
# cannot calculate) and go on behind it: only the last line of what was to be done says "well".
unset REASON

# Never in a subshell: there it would end only that.
fail() {
  REASON=$1
  exit 1
}

start_clock() { DEADLINE=$(($(date +%s) + $1)); }

left() { echo $((DEADLINE - $(date +%s))); }

# at_most SECONDS: those, or what is left if that is less.
at_most() {
  left=$(left)
  [ "$left" -gt 0 ] || left=1
  [ "$left" -lt "$1" ] && echo "$left" || echo "$1"
}

# run SECONDS COMMAND…: in the background, because a trap waits for what is in the foreground.
run() {
  LIMIT=$1 BEGAN=$(date +%s)
  shift
  timeout -k "$GRACE" "$LIMIT" "$@" <"$INPUT" >"$WORK/stdout" 2>"$WORK/stderr" &
  wait $!
  CODE=$?
  return $CODE
}

# Was it our time limit that ended the last command? Helm ends as any failing command does then.
ran_out() {
  case $CODE in
    124 | 137 | 143) ;;
    *) grep -q 'context canceled' "$WORK/stderr" || return 1 ;;
  esac
  [ $(($(date +%s) - BEGAN)) -ge "$LIMIT" ]
}

# Why the last command failed: Helm's error without its preambles, curl's, else its last words.
cause() {
  ! ran_out || printf 'it took longer than %s s: ' "$LIMIT"
  sed -n '/^Error: /,$p; s/^curl: ([0-9]*) //p' "$WORK/stderr" |
    sed '1s/^Error: //; 1s/^[A-Z]* FAILED: //' >"$WORK/cause"
  [ -s "$WORK/cause" ] || tail -n 5 "$WORK/stderr" >"$WORK/cause"
  [ -s "$WORK/cause" ] || echo "it said nothing" >"$WORK/cause"
  cat "$WORK/cause"
}

# The pod is being stopped: by a deadline, a deletion, an eviction. Helm gets to leave its release
# as failed, which can be mended; we get to say so.
stop() {
  kill -TERM $! 2>/dev/null
  while kill -0 $! 2>/dev/null && [ "$GRACE" -gt 0 ]; do
    sleep 1
    GRACE=$((GRACE - 1))
  done
  fail "the pod was stopped (deadline, deletion or eviction) at the step: $STEP"
}

# Prints each scalar of a JSON document as "path<TAB>value", such as ".items[0].name<TAB>shop".
# Strings stay escaped: each is one line.
fields() {
  LC_ALL=C awk '
    function place(   level, path) {
      for (level = 1; level <= depth; level++)
        path = path (list[level] ? "[" count[level] "]" : "." key[level])
      return path
    }
    function found(value) { print place() "\t" value }
    function structure(text,   at, char, word) {
      for (at = 1; at <= length(text) + 1; at++) {
        char = substr(text, at, 1)
        if (char ~ /[-+.0-9A-Za-z]/) { word = word char; continue }
        if (word != "") { found(word); word = "" }
        if (char == "{" || char == "[") { depth++; list[depth] = (char == "["); count[depth] = 0 }
        if (char == "{") named = 0
        if (char == "}" || char == "]") depth--
        if (char == "," && list[depth]) count[depth]++
        if (char == "," && !list[depth]) named = 0
        if (char == ":") named = 1
      }
    }
    BEGIN { RS = "\001"; FS = "\"" }
    {
      for (piece = 1; piece <= NF; piece++) {
        structure($piece)
        if (piece == NF) break
        text = $(++piece)
        while (match(text, /\\+$/) && RLENGTH % 2 == 1) text = text "\"" $(++piece)
        if (list[depth] || named) found(text)
        else key[depth] = text
      }
    }'
}

# field PATH <FIELDS: the value at that path, unescaped; fails when there is none. By \u Go escapes
# < > &, two line separators, and what cannot be shown.
field() {
  LC_ALL=C awk -v wanted="$1" '
    index($0, wanted "\t") == 1 {
      text = substr($0, length(wanted) + 2)
      gsub(/\\\\/, "\001", text)
      gsub(/\\n/, "\n", text)
      gsub(/\\r/, "\r", text)
      gsub(/\\t/, "\t", text)
      gsub(/\\u003c/, "<", text)
      gsub(/\\u003e/, ">", text)
      gsub(/\\u0026/, "\\&", text)
      gsub(/\\u2028/, "\342\200\250", text)
      gsub(/\\u2029/, "\342\200\251", text)
      gsub(/\\(u....|[bf])/, "?", text)
      gsub(/\\/, "", text)
      gsub(/\001/, "\\", text)
      print text
      found = 1
      exit
    }
    END { exit !found }'
}

# clean BYTES: copies valid UTF-8, cut to that many bytes; anything broken or unprintable is "?".
clean() {
  printf '%b' "$(head -c "$1" | od -An -v -tu1 | LC_ALL=C awk '
    { for (i = 1; i <= NF; i++) byte[++n] = $i }
    END {
      for (at = 1; at <= n; at += size) {
        first = byte[at]; low = 128; high = 191
        size = first < 128 ? 1 : first < 194 ? 0 : first < 224 ? 2 : first < 240 ? 3 : 4
        if (first > 244) size = 0
        if (at + size - 1 > n) break
        if (first == 224) low = 160
        if (first == 237) high = 159
        if (first == 240) low = 144
        if (first == 244) high = 143
        good = size > 1 || size && (first > 31 && first < 127 || first ~ /^(9|10|13)$/)
        for (i = 1; i < size; i++) {
          if (byte[at + i] < low || byte[at + i] > high) good = 0
          low = 128; high = 191
        }
        if (!good) { printf "?"; size = 1 }
        else for (i = 0; i < size; i++) printf "\\0%o", byte[at + i]
      }
    }')"
}

# Gathers what must never be shown: each secret as it is, as quoted, and in base64.
know_secrets() {
  : >"$WORK/secrets"
  for secret in "$CONFIG"/secret-value-* "$LOGIN/password" "$LOGIN/.dockerconfigjson" \
    "$CONFIG"/signal-url "$CONFIG"/signal-curl "$CONFIG"/chart-url "$CONFIG"/pull-command \
    "$CONFIG"/*-proxy; do
    [ -s "$secret" ] || continue
    case $secret in
      */chart-url) sed -n 's/^[^?]*?//p' "$secret" ;;
      *-proxy) sed -n 's|^.*://[^:]*:\(.*\)@.*|\1|p' "$secret" ;;
      */pull-command) tr -s " =;'\"" '\n' <"$secret" | sed -n '/^--password$/{n;p;}' ;;
      */.dockerconfigjson) logins <"$secret" ;;
      */signal-curl) curl_address && cat "$secret" && echo ;;
      *)
        cat "$secret" && echo
        sed 's/["\\]/\\&/g' "$secret" && echo
        base64 <"$secret" | tr -d '\n=' && echo
        ;;
    esac >>"$WORK/secrets"
  done
}

# The secrets in logins as Docker keeps them; "auth" is "user:password" in base64.
logins() {
  fields | sed -En 's/^.*\.(auth|password|identitytoken)	//p' | while read -r text; do
    printf '%s\n' "$text"
    printf %s "$text" | base64 -d 2>/dev/null | sed -n 's/^[^:]*://p' && echo
  done
}

masked() {
  LC_ALL=C awk '
    FILENAME != "-" && length($0) > 3 { # the longest first: one may hold another
      for (i = ++n; i > 1 && length(secret[i - 1]) < length($0); i--) secret[i] = secret[i - 1]
      secret[i] = $0
    }
    FILENAME != "-" { next }
    {
      for (i = 1; i <= n; i++)
        while ((at = index($0, secret[i])) > 0)
          $0 = substr($0, 1, at - 1) "***" substr($0, at + length(secret[i]))
      print
    }' "$WORK/secrets" -
}

# The address in ROS's CurlCli, which escapes each & for a shell.
curl_address() { printf '%s\n' "$SIGNAL_CURL" | grep -o "https\{0,1\}://[^ '\"]*" | tr -d '\\'; }

quoted() { sed 's/["\\]/\\&/g'; }

# Proxies may hold a password: they come as settings, too. ROS takes signals inside the VPC only.
use_proxy() {
  http=$(setting http-proxy) https=$(setting https-proxy)
  [ -z "$http" ] || export http_proxy="$http" HTTP_PROXY="$http"
  [ -z "$https" ] || export https_proxy="$https" HTTPS_PROXY="$https"
  no_proxy=$(setting no-proxy),${KUBERNETES_SERVICE_HOST:-},.svc,.cluster.local
  no_proxy=$no_proxy,100.100.100.110,localhost,127.0.0.1
  NO_PROXY=$no_proxy
  export no_proxy NO_PROXY
}

# A private CA is trusted beside the public ones, by helm and curl alike.
trust() {
  given ca.crt || return 0
  cat /etc/ssl/certs/ca-certificates.crt "$CONFIG/ca.crt" >"$WORK/trusted.pem" 2>/dev/null
  SSL_CERT_FILE=$WORK/trusted.pem CURL_CA_BUNDLE=$WORK/trusted.pem
  export SSL_CERT_FILE CURL_CA_BUNDLE
}

api_address() {
  case ${KUBERNETES_SERVICE_HOST:-} in
    *:*) host="[$KUBERNETES_SERVICE_HOST]" ;;
    *) host=${KUBERNETES_SERVICE_HOST:-} ;;
  esac
  echo "${CHARTNEST_API_SERVER:-https://$host:${KUBERNETES_SERVICE_PORT:-443}}"
}

# api METHOD PATH [BODY]: leaves the status in $STATUS and the answer's fields in $WORK/answer.
api() {
  : >"$WORK/answer.json"
  [ $# -lt 3 ] || printf '%s' "$3" >"$WORK/body"
  STATUS=$(
    {
      printf 'header = "Authorization: Bearer %s"\n' "$(cat "$ACCOUNT/token" 2>/dev/null)"
      [ $# -lt 3 ] || echo 'header = "Content-Type: application/json"'
      [ $# -lt 3 ] || printf 'data-binary = "@%s"\n' "$WORK/body"
    } | curl -sS -K - --noproxy '*' --cacert "$ACCOUNT/ca.crt" --max-time 10 -X "$1" \
      -o "$WORK/answer.json" -w '%{http_code}' "$(api_address)$2" 2>"$WORK/stderr"
  ) || STATUS=000 # also when half an answer came
  fields <"$WORK/answer.json" >"$WORK/answer"
}

# Asks until the answer can be acted on: rights and the network may lag behind the pod.
ask() {
  tries=$PATIENCE
  while :; do
    api "$@"
    case $STATUS in 2?? | 404 | 409) return ;; esac
    tries=$((tries - 1))
    words=$(field .message <"$WORK/answer")$(cat "$WORK/stderr")
    [ "$tries" -gt 0 ] && [ "$(left)" -gt 0 ] ||
      fail "the Kubernetes API answered $STATUS to $1 ${2%%\?*}: $words"
    sleep "$PAUSE"
  done
}

IN_NAMESPACE=api/v1/namespaces/$NAMESPACE

marker() {
  printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"%s"%s},' \
    "$MARKER" "$NAMESPACE" "${1:+,\"resourceVersion\":\"$1\"}"
  printf '"data":{"outer":"%s","holder":"%s"}}' "$OUTER" "$POD"
}

# Takes the marker as ours, becomes its holder and looks at the release. Returns 1 when that is not
# ours: it has another's marker, or none although it is there.
claim() {
  while ask GET "/$IN_NAMESPACE/configmaps/$MARKER"; do
    if [ "$STATUS" = 404 ]; then
      WHOSE="it was there before, and no marker says that it is ours"
      [ "$1" = create ] || return 1
      look
      [ -z "$LAST" ] || return 1
      ask POST "/$IN_NAMESPACE/configmaps" "$(marker)"
      [ "$STATUS" = 409 ] && continue
      return 0
    fi
    outer=$(field .data.outer <"$WORK/answer")
    version=$(field .metadata.resourceVersion <"$WORK/answer")
    holder=$(field .data.holder <"$WORK/answer")
    WHOSE="ConfigMap $MARKER says it belongs to the release $outer"
    [ "$outer" = "$OUTER" ] || return 1
    if at_work "$holder"; then
      [ "$(left)" -gt 0 ] || fail "the pod $holder is still at work on release $RELEASE"
      sleep "$PAUSE"
      continue
    fi
    ask PUT "/$IN_NAMESPACE/configmaps/$MARKER" "$(marker "$version")"
    case $STATUS in
      2??)
        look
        return 0
        ;;
    esac
  done
}

# Nobody can look and install in one step, but Helm lets only one of two have a name: when it
# refuses us, somebody else installed after we had looked.
give_back() {
  grep -Eq 'cannot re-?use a name|release: already exists' "$WORK/stderr" || return 0
  ask DELETE "/$IN_NAMESPACE/configmaps/$MARKER"
  fail "the release $RELEASE is not ours: somebody else installed it at this very moment"
}

at_work() {
  [ -n "$1" ] && [ "$1" != "$POD" ] || return 1
  ask GET "/$IN_NAMESPACE/pods/$1"
  [ "$STATUS" != 404 ] || return 1
  case $(field .status.phase <"$WORK/answer") in Succeeded | Failed) return 1 ;; esac
}

# Leaves the release's latest status in $LAST, empty when there is no release, and in $DEPLOYED
# the revision that is or last was deployed. `helm history` is the one question that 3.8 … 4.x
# answer alike; only the exact text "release: not found" means that there is none.
look() {
  tries=$PATIENCE
  LAST='' DEPLOYED=''
  until run 30 helm history "$RELEASE" --max 256 -o json; do
    ! grep -q 'release: not found' "$WORK/stderr" || return 0
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] && [ "$(left)" -gt 0 ] || fail "cannot see the release: $(cause)"
    sleep "$PAUSE"
  done
  fields <"$WORK/stdout" >"$WORK/history"
  while IFS='	' read -r path value; do
    case $path in
      *.revision) revision=$value ;;
      *.status) LAST=$value ;;
      *) continue ;;
    esac
    case $path$LAST in *.statusdeployed | *.statussuperseded) DEPLOYED=$revision ;; esac
  done <"$WORK/history"
}

# An interrupted run left its state behind: mend it with Helm alone. What was deployed once is only
# ever upgraded, never installed anew.
mend() {
  case $LAST in
    '' | deployed) return ;;
    pending-upgrade | pending-rollback)
      if [ -n "$DEPLOYED" ]; then
        step "Rolling back an interrupted upgrade to revision $DEPLOYED"
        run "$(at_most 120)" helm rollback "$RELEASE" "$DEPLOYED" --no-hooks ||
          fail "rolling back an interrupted upgrade: $(cause)"
        return
      fi
      ;;
    pending-install | uninstalling | uninstalled) ;;
    *) [ -z "$DEPLOYED" ] || return 0 ;;
  esac
  step "Clearing away what an earlier run left ($LAST)"
  run "$(at_most 120)" helm uninstall "$RELEASE" --no-hooks ||
    fail "clearing away what an earlier run left: $(cause)"
  LAST=
}

deploy() {
  [ -n "$LAST" ] && verb=upgrade || verb=install
  step "Helm: $verb $RELEASE"
  set -- "$verb" "$RELEASE" "$CHART" -f "$CONFIG/values.yaml"
  # Without --reset-values, Helm takes an empty values document for "as before".
  [ "$verb" = install ] || set -- "$@" --reset-values --history-max 5
  ! given wait || set -- "$@" --wait
  ! given wait-for-jobs || set -- "$@" --wait-for-jobs
  while read -r number type path; do
    file=$CONFIG/secret-value-$number
    case $(way_of "$type" "$file") in
      file) set -- "$@" --set-file "$path=$file" ;;
      option) set -- "$@" --set "$path=$(cat "$file")" ;;
      values)
        nested "$path" "$file" >"$WORK/secret-value-$number.yaml"
        set -- "$@" -f "$WORK/secret-value-$number.yaml"
        ;;
      none) fail "the secret value $path has more digits than Helm keeps" ;;
      *) fail "the secret value $path is not a $type" ;;
    esac
  done <"$CONFIG/secret-values"
  seconds=$(at_most "$(setting seconds-helm)")
  if ! run $((seconds + 5)) helm "$@" --timeout "${seconds}s"; then
    [ "$verb" = upgrade ] || give_back
    fail "$(cause)$(trouble)"
  fi
  mv "$WORK/stdout" "$SAID"
  look
  [ "$LAST" = deployed ] || fail "Helm ended well, yet the release is ${LAST:-absent}"
}

# way_of TYPE FILE: how Helm takes what is in the file without changing it; nothing when it is not of
# that type. A values file and `--set-json` (younger than 3.8) go through floating point, which
# keeps 15 digits. `--set` keeps a whole number, to 64 bits; a greater one, or one with a fraction,
# becomes text there.
way_of() {
  case $1 in
    string) echo file ;;
    boolean) ! one_line 'true|false' "$2" || echo option ;;
    number)
      if one_line '-?(0|[1-9][0-9]*)' "$2"; then
        digits "$2" 19 9223372036854775807 && echo option || echo none
      elif one_line '-?(0|[1-9][0-9]*)\.[0-9]+' "$2"; then
        digits "$2" 15 999999999999999 && echo values || echo none
      fi
      ;;
    json) [ ! -s "$2" ] || echo values ;;
  esac
}

# digits FILE MOST GREATEST: the number has no more digits than that, and is not greater.
digits() {
  tr -d '.\n-' <"$1" | LC_ALL=C awk -v most="$2" -v greatest="$3" '
    { kept = length($0) < most || length($0) == most && $0 "" <= greatest "" }
    END { exit !kept }'
}

# one_line PATTERN FILE: the file is one line, and the pattern matches all of it.
one_line() { grep -qxE -e "$1" "$2" && [ "$(grep -c '' "$2")" = 1 ]; }

# nested a.b FILE: {"a":{"b":…}}, with the file's text as it is.
nested() {
  printf '{"%s":' "$(printf %s "$1" | sed 's/\\\./@/g; s/\./":{"/g; s/@/./g')"
  cat "$2"
  printf %s "$1" | sed 's/\\\.//g; s/[^.]//g; s/\./}/g'
  printf '}\n'
}

# What keeps the release's pods from being ready, in their own words.
trouble() {
  api GET "/$IN_NAMESPACE/pods?labelSelector=app.kubernetes.io%2Finstance%3D$RELEASE"
  for part in waiting terminated 'conditions\[[0-9]*\]'; do
    path=$(sed -n "s/^\(.*\.$part\.message\)	.*/\1/p" "$WORK/answer" | head -n 1)
    [ -z "$path" ] || { printf '; a pod says: ' && field "$path" <"$WORK/answer" && return; }
  done
}

fetch() {
  step "Fetching the chart"
  if [ -f "$TRAVELLING" ]; then
    CHART=$TRAVELLING
  else
    tries=3
    until rm -rf "$WORK/chart" && mkdir "$WORK/chart" && pull; do
      tries=$((tries - 1))
      [ "$tries" -gt 0 ] && [ "$(left)" -gt 0 ] || fail "fetching the chart: $(cause)"
      sleep "$PAUSE"
    done
    set -- "$WORK"/chart/*.tgz
    [ $# = 1 ] && [ -f "$1" ] || fail "fetching the chart left no .tgz, or more than one"
    CHART=$1
  fi
  sum=$(setting sha256)
  [ -z "$sum" ] || [ "$(sha256sum <"$CHART")" = "$sum  -" ] ||
    fail "the chart's sha256 is not the one in the plan"
  [ "$(head -c 2 "$CHART" | od -An -tx1 | tr -d ' \n')" = 1f8b ] || # gzip; Helm tells the rest
    fail "what was fetched is not a chart; it begins with: $(clean 80 <"$CHART")"
}

pull() {
  url=$(setting chart-url)
  version=$(setting chart-version)
  name=$(cat "$LOGIN/username" 2>/dev/null)
  set -- -d "$WORK/chart"
  [ -z "$version" ] || set -- "$@" --version "$version"
  ! given plain-http || set -- "$@" --plain-http
  ! given pass-credentials || set -- "$@" --pass-credentials
  if given pull-command; then
    run "$(at_most 120)" sh -c 'cd "$1" && exec sh "$2"' sh "$WORK/chart" "$CONFIG/pull-command"
  elif given chart-repo; then
    add_repository && run "$(at_most 60)" helm pull "source/$(setting chart-name)" "$@"
  else
    case $url in
      oci://*) registry_login && run "$(at_most 120)" helm pull "$url" "$@" ;;
      *) download ;;
    esac
  fi
}

add_repository() {
  set -- source "$(setting chart-repo)" --force-update
  ! given pass-credentials || set -- "$@" --pass-credentials
  if [ -n "$name" ]; then
    INPUT=$LOGIN/password
    set -- "$@" --username "$name" --password-stdin
  fi
  run "$(at_most 60)" helm repo add "$@"
  INPUT=/dev/null
  return $CODE
}

# Logins as Docker keeps them: Helm sends them when the registry asks.
registry_login() {
  if [ -s "$LOGIN/.dockerconfigjson" ]; then
    cp "$LOGIN/.dockerconfigjson" "$HELM_REGISTRY_CONFIG"
  elif [ -n "$name" ]; then
    host=${url#oci://}
    pair=$({ printf '%s:' "$name" && cat "$LOGIN/password"; } | base64 | tr -d '\n')
    printf '{"auths":{"%s":{"auth":"%s"}}}' "${host%%/*}" "$pair" >"$HELM_REGISTRY_CONFIG"
  fi
}

# A signed address is a secret, too: curl reads it from a file.
download() {
  {
    printf 'url = "%s"\n' "$(printf %s "$url" | quoted)"
    [ -z "$name" ] ||
      printf 'user = "%s:%s"\n' "$(printf %s "$name" | quoted)" "$(quoted <"$LOGIN/password")"
  } >"$WORK/source.curl"
  run "$(at_most 60)" curl -gfsSL --connect-timeout 10 -K "$WORK/source.curl" \
    -o "$WORK/chart/chart.tgz"
}

await_ready() {
  given readiness-command || return 0
  step "Waiting for the readiness command"
  until run "$(at_most 30)" sh "$CONFIG/readiness-command"; do
    [ "$(left)" -gt 0 ] || fail "not ready in time; the readiness command says: $(cause)"
    sleep "$PAUSE"
  done
}

# The output is a process of its own, with its own time and at most 64 MiB. In base64, in which it
# travels, it takes a third more.
collect() {
  step "Collecting the output"
  limit=$(($(setting output-limit) * 3 / 4))
  seconds=$(at_most 60)
  [ "$(setting output)" != service ] || seconds=$(at_most 86400)
  run "$seconds" sh -c 'ulimit -f 131072; exec sh "$0" output' "$0"
  [ $CODE = 0 ] || fail "the output failed with exit code $CODE: $(cause)"
  OUTPUT=$(fitting "$limit" | base64 | tr -d '\n')
}

# fitting BYTES: the output; of one that is longer its beginning and its end, where often stands how
# to log in, and between them a line that says so. ChartNest knows that line when it decodes it.
fitting() {
  if [ -z "$(tail -c "+$(($1 + 1))" "$WORK/stdout" | head -c 1 | od -An -tx1)" ]; then
    clean "$1" <"$WORK/stdout"
    return
  fi
  note="[... cut here; all of it: $(whole) ...]"
  [ $(($1 - ${#note})) -ge 128 ] || note='[... cut here ...]'
  half=$((($1 - ${#note} - 2) / 2))
  {
    head -c "$half" "$WORK/stdout" >"$WORK/part"
    lines '$d' || { clean "$half" <"$WORK/part" && echo; }
    echo "$note"
    tail -c "$half" "$WORK/stdout" >"$WORK/part"
    lines 1d || clean "$half" <"$WORK/part" | sed '1s/^?*//'
  } | clean "$1"
}

# The part without its broken line; fails when it is all one line.
lines() {
  sed "$1" "$WORK/part" >"$WORK/lines"
  [ -s "$WORK/lines" ] && cat "$WORK/lines"
}

# Where all of a long output is to be had.
whole() {
  case $(setting output) in
    notes) echo "helm get notes $RELEASE -n $NAMESPACE" ;;
    secret) echo "kubectl get secret $(setting output-name) -n $NAMESPACE -o yaml" ;;
    object)
      kind=$(setting output-object-kind)
      echo "kubectl get $kind $(setting output-name) -n $NAMESPACE -o yaml"
      ;;
    *) echo "run the output command again" ;;
  esac
}

output() {
  name=$(setting output-name)
  case $(setting output) in
    notes) sed '1,/^NOTES:$/d' "$SAID" ;;
    command) exec sh "$CONFIG/output-command" ;;
    service)
      until look_at v1 Service && { show '.status.loadBalancer.ingress[0].ip' ||
        show '.status.loadBalancer.ingress[0].hostname'; }; do
        sleep "$PAUSE"
      done
      ;;
    secret)
      look_at v1 Secret && show ".data.$(setting output-key)" >"$WORK/key" &&
        base64 -d <"$WORK/key"
      ;;
    object)
      look_at "$(setting output-api-version)" "$(setting output-object-kind)" &&
        show "$(json_path)"
      ;;
  esac
}

# The object's address is in the discovery of its API version.
look_at() {
  case $1 in */*) group=apis/$1 ;; *) group=api/$1 ;; esac
  ask GET "/$group"
  kind=$(sed -n "s/^\(\.resources\[[0-9]*\]\)\.kind	$2\$/\1/p" "$WORK/answer" | head -n 1)
  plural=$(field "$kind.name" <"$WORK/answer")
  [ -n "$plural" ] || { echo "there is no kind $2 in $1" >&2 && return 1; }
  where=
  [ "$(field "$kind.namespaced" <"$WORK/answer")" != true ] || where=namespaces/$NAMESPACE/
  ask GET "/$group/$where${plural}/$name"
  [ "$STATUS" = 200 ] || { echo "there is no $2 $name" >&2 && return 1; }
}

show() { field "$1" <"$WORK/answer" || { echo "there is no value at $1" >&2 && return 1; }; }

# {.a['b.c'][0]} as `fields` writes it: .a.b.c[0]
json_path() {
  setting output-json-path |
    sed "s/^{//; s/}\$//; s/^\\\$//; s/\[['\"]\([^]]*\)['\"]]/.\1/g; s/\\\\\././g"
}

# Runs at every exit of an install, and once. The WaitCondition alone decides: with the signal
# delivered, good or bad, the Job has done its work.
report() {
  tell $?
  [ -n "$SIGNAL_URL$SIGNAL_CURL" ] || exit "$OUTCOME"
  tries=10
  until signal; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "The signal could not be delivered" && exit 1; }
    sleep "$PAUSE"
  done
  exit 0
}

# Runs at every exit of an uninstall: Helm and ROS learn the outcome from the exit code.
conclude() {
  tell $?
  [ "$(setting on-delete-failure)" != ignore ] || OUTCOME=0
  exit "$OUTCOME"
}

tell() {
  trap '' TERM INT HUP
  REASON=${REASON-"stopped unexpectedly ($1) at the step: $STEP"}
  [ -z "$REASON" ] && STATUS=SUCCESS OUTCOME=0 || STATUS=FAILURE OUTCOME=1
  reason=$(printf '%s\n' "$REASON" | masked | tr '\n\r\t' '   ' | sed 's/ *$//' | clean 900)
  [ -n "$reason" ] || reason=$REASON
  printf '%s\n' "$STATUS${reason:+: $reason}"
  printf '%s' "$reason" >"$TERMINATION_LOG"
}

# Once the same id is known, ROS takes a repeated signal for the same one. All goes in by stdin:
# a full disk must not keep a failure from being told.
signal() {
  {
    if [ -n "$SIGNAL_URL" ]; then
      printf 'url = "%s"\n' "$(printf %s "$SIGNAL_URL" | quoted)"
      printf %s "$SIGNAL_HEADERS" | fields | sed -n 's/^\.\([^	]*\)	\(.*\)$/header = "\1: \2"/p'
    else
      printf 'url = "%s"\n' "$(curl_address)"
      printf '%s\n' "$SIGNAL_CURL" | grep -o -e "-H '[^']*'" -e '-H "[^"]*"' |
        sed 's/^-H .\(.*\).$/header = "\1"/'
    fi | grep -iv '^header = "content-type:' # ours comes below, and twice is refused by some
    printf 'data = "%s"\n' "$(
      printf '{"status":"%s","reason":"%s","id":"release","data":"%s"}' \
        "$STATUS" "$(printf %s "$reason" | quoted)" "${OUTPUT-}" | quoted
    )"
    printf 'header = "Content-Type: application/json"\n'
  } | curl -gsS -K - -X POST --connect-timeout 3 --max-time 5 \
    -o /dev/null -w '%{http_code}' | grep -q '^2'
}

check_image() {
  step "Checking the image"
  for tool in helm curl timeout awk sed grep od base64 head tail tr cat date sleep sha256sum; do
    command -v "$tool" >/dev/null || fail "the image has no $tool"
  done
  echo probe >"$WORK/probe" || fail "cannot write to the work directory"
  know_secrets
  run 30 helm version --template '{{.Version}}' || fail "the image's helm does not run: $(cause)"
  tr -d v <"$WORK/stdout" | awk -F. '{ exit !($1 > 3 || $1 == 3 && $2 >= 8) }' ||
    fail "the image's helm is $(cat "$WORK/stdout"), older than v3.8"
}

install() {
  check_image
  start_clock "$(setting seconds-script)"
  fetch
  step "Looking at the release $RELEASE"
  claim create || fail "the release $RELEASE is not ours: $WHOSE"
  mend
  deploy
  await_ready
  collect
  REASON=
}

uninstall() {
  check_image
  start_clock 240 # the Job has 285
  stop_installs
  if ! claim existing; then
    step "The release $RELEASE is not ours, or was never installed: left alone"
    REASON=
    return
  fi
  if [ -n "$LAST" ]; then
    step "Helm: uninstall $RELEASE"
    if ! run "$(at_most 120)" helm uninstall "$RELEASE" --timeout 110s; then
      step "Once more without its hooks: $(cause | masked)"
      run "$(at_most 60)" helm uninstall "$RELEASE" --no-hooks ||
        grep -q 'release: not found' "$WORK/stderr" || fail "$(cause)"
    fi
  fi
  ask DELETE "/$IN_NAMESPACE/configmaps/$MARKER"
  REASON=
}

# A deletion may come while an install runs: its Jobs go first, and with their pods the races.
stop_installs() {
  step "Stopping installs that still run"
  ours="labelSelector=app.kubernetes.io%2Finstance%3D$(setting jobs)%2Cchartnest.io%2Frun%3Dinstall"
  ask DELETE "/apis/batch/v1/namespaces/$NAMESPACE/jobs?$ours&propagationPolicy=Background"
  stops=$((2 * PATIENCE)) # ask has its own tries
  while ask GET "/$IN_NAMESPACE/pods?$ours" && grep -q '^\.items\[0\]' "$WORK/answer"; do
    stops=$((stops - 1))
    [ "$stops" -gt 0 ] || fail "an install still runs and does not stop"
    sleep "$PAUSE"
  done
}

case ${1-} in
  install) trap report EXIT ;;
  uninstall) trap conclude EXIT ;;
  output)
    WORK=$WORK/output
    mkdir -p "$WORK"
    start_clock 86400
    trap 'printf "%s\n" "${REASON-}" >&2' EXIT
    output
    exit
    ;;
  *)
    echo "usage: run.sh install|uninstall" >&2
    exit 2
    ;;
esac
trap stop TERM INT HUP
use_proxy
trust
"$1"
