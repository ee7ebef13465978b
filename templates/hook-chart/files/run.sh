#!/bin/sh
# Installs, upgrades or uninstalls one Helm release from inside its cluster, and says truthfully
# how it went. Runs alike under busybox ash, dash and bash.
#
#   run.sh install     fetch the chart, mend what an interrupted run left, install or upgrade,
#                      wait until it is ready, collect the output, signal ROS: exactly once
#   run.sh uninstall   stop our own installs, then uninstall; never a release that is not ours
#   run.sh output      print the output (install runs this as a process of its own)
#
# Every setting is a file in $CHARTNEST_CONFIG, so that no secret is ever an argument, a variable
# of the environment, or a line of the log.
set -u
umask 077

CONFIG=${CHARTNEST_CONFIG:-/etc/chartnest}
LOGIN=${CHARTNEST_LOGIN:-$CONFIG}
TRAVELLING=${CHARTNEST_CHART:-/etc/chartnest-chart}/chart.tgz
WORK=${CHARTNEST_WORK:-/work}
TERMINATION_LOG=${CHARTNEST_TERMINATION_LOG:-/dev/termination-log}

setting() { cat "$CONFIG/$1" 2>/dev/null; }

RELEASE=$(setting release)
HELM_NAMESPACE=$(setting namespace)
export HELM_NAMESPACE

step() {
  STEP=$1
  printf '%s\n' "$1"
}

fail() {
  REASON=$1
  exit 1
}

# Runs a command so that a TERM reaches it at once: a shell's trap waits for the foreground.
run() {
  "$@" </dev/null >"$WORK/stdout" 2>"$WORK/stderr" &
  CHILD=$!
  wait "$CHILD"
  code=$?
  CHILD=
  return "$code"
}

helm_error() { sed -n 's/^Error: //p' "$WORK/stderr"; }

fetch() {
  step "Fetching the chart"
  if [ -f "$TRAVELLING" ]; then
    CHART=$TRAVELLING
    return
  fi
  mkdir -p "$WORK/chart"
  CHART=$WORK/chart/chart.tgz
  printf 'url = "%s"\n' "$(setting chart-url)" >"$WORK/source.curl"
  run curl -fsSL -K "$WORK/source.curl" -o "$CHART" || fail "fetching the chart: $(cat "$WORK/stderr")"
}

deploy() {
  step "Installing $RELEASE"
  run helm upgrade --install "$RELEASE" "$CHART" -f "$CONFIG/values.yaml" \
    --timeout "$(setting seconds-helm)s" $(setting wait) $(setting wait-for-jobs) ||
    fail "$(helm_error)"
}

collect() {
  run helm get notes "$RELEASE" || fail "$(helm_error)"
  OUTPUT=$(head -c 3072 "$WORK/stdout" | base64 | tr -d '\n')
}

report() {
  status=FAILURE
  [ -n "${REASON-stopped unexpectedly}" ] || status=SUCCESS
  reason=$(printf '%s' "${REASON-stopped unexpectedly}" | tr '\n"\\' "  /" | head -c 900)
  printf '%s %s\n' "$status" "$reason"
  printf '%s' "$reason" >"$TERMINATION_LOG"
  [ -n "$(setting signal-url)" ] || return 0
  {
    printf 'url = "%s"\n' "$(setting signal-url)"
    printf 'header = "Content-Type: application/json"\n'
    setting signal-headers | tr -d '{}' | tr ',' '\n' |
      sed -n 's/^ *"\([^"]*\)" *: *"\([^"]*\)" *$/header = "\1: \2"/p'
  } >"$WORK/signal.curl"
  printf '{"status":"%s","reason":"%s","id":"release","data":"%s"}' "$status" "$reason" "${OUTPUT-}" >"$WORK/signal.json"
  curl -fsS -K "$WORK/signal.curl" --data-binary "@$WORK/signal.json" -o "$WORK/signal.answer" && exit 0
  exit 1
}

case ${1-} in
  install)
    trap report EXIT
    fetch
    deploy
    collect
    REASON=
    ;;
  uninstall)
    step "Uninstalling $RELEASE"
    run helm uninstall "$RELEASE" --timeout 120s && exit 0
    grep -q 'release: not found' "$WORK/stderr" && exit 0
    helm_error
    exit 1
    ;;
esac
