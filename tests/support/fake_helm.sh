#!/bin/sh
# A helm that records how it was called and keeps the history of one release in a file.
# Before it answers to a verb it runs the text in on-VERB, which may exit.
verb=$1
{ printf '%s\037' "$@" && printf '\036'; } >>"$FAKE_HELM/calls"
history=$FAKE_HELM/history

mark() { # the latest revision: mark STATUS
  sed "\$s/ .*/ $1/" "$history" >"$history.new" && mv "$history.new" "$history"
}

add() { echo "$(($(tail -n 1 "$history" 2>/dev/null | cut -d' ' -f1) + 1)) $1" >>"$history"; }

tell() { printf '%s\n' "STATUS: deployed" "NOTES:" "Thank you for shopping."; }

missing() { [ -s "$history" ] || { echo "Error: release: not found" >&2 && exit 1; }; }

[ ! -f "$FAKE_HELM/on-$verb" ] || . "$FAKE_HELM/on-$verb"

case $verb in
  version) printf v3.17.3 ;;
  history)
    missing
    printf '['
    sed 's/\(.*\) \(.*\)/{"revision":\1,"updated":"2026","status":"\2","description":"say \\"status\\":\\"x\\" {"}/' "$history" |
      paste -sd, - | tr -d '\n'
    echo ']'
    ;;
  install) add deployed && tell ;;
  upgrade)
    sed 's/ deployed/ superseded/' "$history" >"$history.new" && mv "$history.new" "$history"
    add deployed && tell
    ;;
  rollback) mark failed && add deployed ;;
  uninstall) missing && rm "$history" && echo "release uninstalled" ;;
  pull)
    while [ $# -gt 1 ]; do
      [ "$1" != -d ] || printf '\037\213chart' >"$2/shop-1.2.3.tgz"
      shift
    done
    ;;
  repo) cat >"$FAKE_HELM/stdin" ;;
esac
