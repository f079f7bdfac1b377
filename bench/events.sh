#!/usr/bin/env bash
# What a login costs with its event in PostgreSQL: CPU of the server and of the database, while logins come as fast as they are answered and
# then until the last of their events is stored. RADLOAD names the load generator (radload), USERS how many subscribers, LOGINS how many
# each round, ROUNDS how often; the first round is of a JVM that only rehearsed.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
[[ -x ${RADLOAD:-} ]] || { echo "left out: set RADLOAD to the load generator (radload)"; exit 77; }
users=${USERS:-100000} logins=${LOGINS:-400000} rounds=${ROUNDS:-6} secret=testing123
port=25432 settings="-c shared_buffers=512MB -c max_wal_size=4GB -c max_connections=200"
stop() { kill "${pid:-}"; }
. "$home/bench/postgres.bash"
export GERBANG_AUTH_PORT=24812 GERBANG_ACCT_PORT=24813 GERBANG_ADMIN_PORT=24081
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" "$secret" "$GERBANG_DATABASE_URL" postgres "$password"
"$home/gerbang" radius >"$data/out" 2>"$data/err" & pid=$!
until grep -q rehearsed "$data/err"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
postmaster=$(head -1 "$data/pg/postmaster.pid")
micros() { # of CPU, of a process, the children that it has and those that it had
  local sum=0 ticks of
  for of in "$1" $(pgrep -P "$1" || true); do
    ticks=$(awk '{sub(/^.*\) /, ""); print $12 + $13 + $14 + $15}' "/proc/$of/stat" 2>/dev/null) && sum=$((sum + ticks))
  done
  echo $((sum * 1000000 / $(getconf CLK_TCK)))
}
stored() { until curl -sf http://127.0.0.1:24081/metrics | grep -q 'access_events_lag_octets 0$'; do sleep 0.2; done; }
for round in $(seq "$rounds"); do
  stored
  java=$(micros "$pid") postgres=$(micros "$postmaster")
  "$RADLOAD" --json -m pap -A 24812 -P 24813 -k "$secret" -c 64 -n "$logins" -R "1-$users" --order rand >"$data/load.json"
  answered=$(micros "$pid")
  stored
  awk -v round="$round" -v n="$logins" -v answer="$((answered - java))" -v store="$(($(micros "$pid") - answered))" -v postgres="$(($(micros "$postmaster") - postgres))" \
    'BEGIN {printf "%d: CPU a login: %.1f us to answer, %.1f to store its event, %.1f of PostgreSQL: %.1f\n", round, answer / n, store / n, postgres / n, (answer + store + postgres) / n}'
done
