#!/usr/bin/env bash
# Logins and accounting per second of one process on this machine, with everything on: embedded PostgreSQL with fsync,
# journal, access events. Under each line: CPU and octets allocated per request, by kind of thread. RADLOAD names the
# load generator (radload), USERS how many subscribers, SECS how long each run.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
[[ -x ${RADLOAD:-} ]] || { echo "left out: set RADLOAD to the load generator (radload)"; exit 77; }
radload=$RADLOAD
users=${USERS:-100000} secs=${SECS:-5} warm=${WARM:-5} secret=testing123
data=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$data"' EXIT
export GERBANG_DATA=$data GERBANG_AUTH_PORT=21812 GERBANG_ACCT_PORT=21813 GERBANG_HTTP_PORT=28080 GERBANG_ADMIN_PORT=28081 GERBANG_HTTPS_PORT=28443
[[ -f $home/app/target/gerbang.jar ]] || "$home/gerbang" build
"$home/gerbang" run >"$data/out" 2>"$data/err" & pid=$!
until grep -q RADIUS "$data/out"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" "$secret"
until curl -sf http://127.0.0.1:28081/metrics | grep -q "gerbang_radius_subscribers $users"; do sleep 0.5; done
postmaster=$(head -1 "$data/pg/data/postmaster.pid")
settled() { # what was answered is also written: the next figure is its own
  until curl -sf http://127.0.0.1:28081/metrics | grep -q 'journal_lag_octets 0$' && curl -sf http://127.0.0.1:28081/metrics | grep -q 'access_events_lag_octets 0$'; do sleep 0.5; done
}
load() { # label, options
  settled
  local label=$1 dropped; shift
  dropped=$(metric events_dropped_total) replied=$(metric replied_total)
  jcmd "$pid" Thread.print -e >"$data/before"
  "$radload" --json --label "$label" -A 21812 -P 21813 -k "$secret" --pid "gerbang=$pid" --pid "postgres=$postmaster" "$@" >"$data/load.json"
  jcmd "$pid" Thread.print -e >"$data/after"
  python3 -c '
import json, sys
j = json.load(sys.stdin); l = j["lat_us"]
print("%-16s %8.0f/s  p50 %6d us  p99 %6d us  lost %d  bad %d  reject %d  %s  foreign %.2f" % (j["label"], j.get("sessions_per_s", j["rate"]),
  l["p50"], l["p99"], j["lost"], j["bad"], j["reject"], "  ".join("%s %.1f us" % (p["name"], p["cpu_us_per_req"]) for p in j["proc"]), j["sys"]["foreign_cores"]))' <"$data/load.json"
  python3 "$home/bench/threads.py" "$data/before" "$data/after" "$(answered)"
  dropped=$(($(metric events_dropped_total) - dropped))
  ((dropped == 0)) || echo "  $dropped access events dropped"
}
metric() { curl -sf http://127.0.0.1:28081/metrics | awk -v name="$1" '$1 ~ name {sum += $2} END {print sum + 0}'; }
# Of the whole run, warm-up too: so long do the threads count.
answered() { metric replied_total | awk -v before="$replied" '{print $1 - before}'; }
for mode in pap chap mschapv2; do
  load "$mode" -m "$mode" -c 64 -t "$secs" -w "$warm" -R "1-$users" --order rand --expect 14988:8
done
load acct -m acct -c 256 -t "$secs" -w "$warm" -R "1-$users"
load "pap 5000/s" -m pap -r 5000 -t "$secs" -w 2 -R "1-$users" --order rand
load "acct 2000/s" -m acct -r 2000 -t "$secs" -w 2 -R "1-$users"
load "acct 20000/s" -m acct -r 20000 -t "$secs" -w 2 -R 1-"$users"
echo "  journal not yet applied at the end: $(metric journal_lag_octets) octets"
load storm -m storm -n 10000 -c 500 -s 127.0.0.1 -R 1-10000
settled
grep VmRSS "/proc/$pid/status"
