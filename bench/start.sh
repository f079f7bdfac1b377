#!/usr/bin/env bash
# Seconds from the start of the process to the first login answered (P5, P15): from the snapshot, with PostgreSQL unable to
# start. USERS names how many subscribers; loading a million takes some minutes.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
users=${USERS:-1000000}
data=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$data"' EXIT
export GERBANG_DATA=$data GERBANG_AUTH_PORT=21812 GERBANG_ACCT_PORT=21813 GERBANG_HTTP_PORT=28080 GERBANG_ADMIN_PORT=28081 GERBANG_HTTPS_PORT=28443
[[ -f $home/app/target/gerbang.jar ]] || "$home/gerbang" build
run() { "$home/gerbang" run >"$data/out" 2>>"$data/err" & pid=$!; }
serves() { curl -sf http://127.0.0.1:28081/metrics | grep -q "^gerbang_radius_subscribers $users$"; }
run
until grep -q RADIUS "$data/out"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" testing123
until serves; do sleep 1; done
begun=$(date +%s%N)
kill "$pid"; wait "$pid" || true
printf 'stop with %d subscribers  %6d ms  snapshot %d MB\n' "$users" "$((($(date +%s%N) - begun) / 1000000))" "$(($(stat -c %s "$data/snapshot/radius.snapshot") / 1000000))"
mv "$data/pg/data/PG_VERSION" "$data/pg/PG_VERSION.away"
begun=$(date +%s%N)
run
until "$home/gerbang" try --status >/dev/null 2>&1; do kill -0 "$pid"; done
printf 'first answer from it      %6d ms\n' "$((($(date +%s%N) - begun) / 1000000))"
grep 'snapshot read' "$data/err" | tail -1
grep VmRSS "/proc/$pid/status"
