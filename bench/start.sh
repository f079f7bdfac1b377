#!/usr/bin/env bash
# Seconds from the start of the process to its first answer (P5, P15): from the snapshot, with PostgreSQL unable to start, and
# without one. USERS names how many subscribers, SESSIONS how many of them are online, LEASES how many have an address of a pool; loading
# a million takes some minutes.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
users=${USERS:-1000000}
export SESSIONS=${SESSIONS:-$users} LEASES=${LEASES:-$users}
data=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$data"' EXIT
export GERBANG_DATA=$data GERBANG_AUTH_PORT=21812 GERBANG_ACCT_PORT=21813 GERBANG_HTTP_PORT=28080 GERBANG_ADMIN_PORT=28081 GERBANG_HTTPS_PORT=28443
[[ -f $home/app/target/gerbang.jar ]] || "$home/gerbang" build
run() { begun=$(date +%s%N); "$home/gerbang" run >"$data/out" 2>>"$data/err" & pid=$!; }
stop() { kill "$pid"; wait "$pid" || true; }
took() { printf '%-34s %6d ms\n' "$1" "$((($(date +%s%N) - begun) / 1000000))"; }
metric() { curl -sf http://127.0.0.1:28081/metrics | awk -v name="$1" '$1 == name || index($1, name "{") == 1 {sum += $2} END {print sum + 0}'; }
answers() { until "$home/gerbang" try --status >/dev/null 2>&1; do kill -0 "$pid"; done; }
settled() { until [[ $(metric gerbang_radius_subscribers) == "$users" && $(metric gerbang_radius_sessions_open) == "$SESSIONS" ]]; do kill -0 "$pid"; sleep 1; done; }
acts() { printf '%-34s %6d, sessions open %d\n' "acts after it" "$(metric gerbang_radius_acts_total)" "$(metric gerbang_radius_sessions_open)"; }
run
until grep -q RADIUS "$data/out"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" testing123
stop
rm -rf "$data/snapshot"
run
answers
took "first answer without a snapshot"
settled
took "everything in memory"
acts
stop
printf '%-34s %6d MB\n' "snapshot" "$(($(stat -c %s "$data/snapshot/radius.snapshot") / 1000000))"
mv "$data/pg/data/PG_VERSION" "$data/pg/PG_VERSION.away"
run
answers
took "first answer from the snapshot"
grep 'snapshot read' "$data/err" | tail -1
grep VmRSS "/proc/$pid/status"
kill "$pid"; wait "$pid" || true
mv "$data/pg/PG_VERSION.away" "$data/pg/data/PG_VERSION"
run
settled
took "everything in memory, after both"
acts
