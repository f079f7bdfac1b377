#!/usr/bin/env bash
# How accounting gets from the journal into PostgreSQL, of one process on this machine with everything on: how far behind it is
# while it runs, how fast it catches up afterwards, and the CPU that a record costs from its datagram until it is in the table.
# The second run of a rate is the one of a warm JVM. RADLOAD names the load generator (radload), USERS how many subscribers, SECS how long
# each run, RATES records/s.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
[[ -x ${RADLOAD:-} ]] || { echo "left out: set RADLOAD to the load generator (radload)"; exit 77; }
radload=$RADLOAD
users=${USERS:-100000} secs=${SECS:-15} rates=${RATES:-1000 24000 24000 1000} secret=testing123
data=$(mktemp -d)
trap 'kill $sampler "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$data"' EXIT
sampler=
export GERBANG_DATA=$data GERBANG_AUTH_PORT=21812 GERBANG_ACCT_PORT=21813 GERBANG_HTTP_PORT=28080 GERBANG_ADMIN_PORT=28081 GERBANG_HTTPS_PORT=28443
[[ -f $home/app/target/gerbang.jar ]] || "$home/gerbang" build
"$home/gerbang" run >"$data/out" 2>"$data/err" & pid=$!
until grep -q RADIUS "$data/out"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" "$secret"
metric() { curl -sf http://127.0.0.1:28081/metrics | awk -v name="$1" '$1 ~ name {sum += $2} END {print sum + 0}'; }
until (($(metric gerbang_radius_subscribers) == users)); do sleep 0.5; done
postmaster=$(head -1 "$data/pg/data/postmaster.pid")
micros() { # of CPU, of a process and the children that it has
  local sum=0 ticks of
  for of in "$1" $(pgrep -P "$1" || true); do
    ticks=$(awk '{sub(/^.*\) /, ""); print $12 + $13}' "/proc/$of/stat" 2>/dev/null) && sum=$((sum + ticks))
  done
  echo $((sum * 1000000 / $(getconf CLK_TCK)))
}
settled() { until (($(metric journal_lag_octets) == 0)); do sleep 0.1; done; }
load() { # rate
  settled
  local java=$(micros "$pid") postgres=$(micros "$postmaster") records=$(metric replied_total) ended left
  while sleep 0.5; do echo "$(metric journal_lag_octets) $(metric journal_oldest_seconds)"; done >"$data/lag" & sampler=$!
  "$radload" --json -m acct -A 21812 -P 21813 -k "$secret" -r "$1" -t "$secs" -w 0 -R "1-$users" >"$data/load.json"
  kill $sampler && wait $sampler 2>/dev/null || true
  sampler=
  left=$(metric journal_lag_octets) ended=$(date +%s%N)
  settled
  ended=$((($(date +%s%N) - ended) / 1000000)) records=$(($(metric replied_total) - records))
  echo "$1/s: $records records; behind by at most $(awk '$1 > octets {octets = $1} $2 > seconds {seconds = $2} END {print octets + 0 " octets, " seconds + 0 " s"}' "$data/lag");" \
    "$left octets left at the end, applied in $ended ms; CPU a record: java $((($(micros "$pid") - java) / records)) us, postgres $((($(micros "$postmaster") - postgres) / records)) us"
}
for rate in $rates; do
  load "$rate"
done
