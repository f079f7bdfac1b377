#!/usr/bin/env bash
# `gerbang radius` beside Debian's FreeRADIUS and a C floor, interleaved in one run: the ratios of docs/benchmarks.md.
# COMPARE names the script that sets the peer up and drives both (compare.sh); PEER is sql-lean or files. As root.
# Ours runs split, as an ISP would: one process, Debian's PostgreSQL 15 with fsync, journal, events and log on.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
[[ -x ${COMPARE:-} && $EUID == 0 ]] || { echo "left out: as root, set COMPARE to the script that sets the peer up (compare.sh)"; exit 77; }
compare=$COMPARE peer=${PEER:-sql-lean} users=${USERS:-100000} secret=testing123
# The peer's PostgreSQL has the same three settings.
port=25432 settings="-c shared_buffers=512MB -c max_wal_size=4GB -c max_connections=200"
stop() { kill "${pid:-}"; }
. "$home/bench/postgres.bash"
export GERBANG_AUTH_PORT=24812 GERBANG_ACCT_PORT=24813 GERBANG_ADMIN_PORT=24081
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" "$secret" "$GERBANG_DATABASE_URL" postgres "$password"
"$home/gerbang" radius >"$data/out" 2>"$data/err" & pid=$!
until curl -sf http://127.0.0.1:24081/metrics | grep -q "gerbang_radius_subscribers $users"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
# What it rehearses after its start is over before anything is measured, as it would be before a storm.
until grep -q rehears "$data/err"; do kill -0 "$pid"; sleep 0.5; done
cat >"$data/settled" <<'S'
until curl -sf http://127.0.0.1:24081/metrics | grep -q 'journal_lag_octets 0$' && curl -sf http://127.0.0.1:24081/metrics | grep -q 'access_events_lag_octets 0$'; do sleep 0.5; done
S
# Not told of our PostgreSQL: it has its own.
env -u PGHOST -u PGPORT -u PGUSER -u PGPASSWORD -u PGDATABASE "$compare" -A 24812 -P 24813 -k "$secret" --pid "$pid" --db "$(head -1 "$data/pg/postmaster.pid")" --peer "$peer" -R "1-$users" \
  --name gerbang --acct-c 256 --before "bash $data/settled" "$@"
bash "$data/settled"
curl -sf http://127.0.0.1:24081/metrics | grep -E 'events|errors|silent_total' | grep -v ' 0$' || true
grep -E 'VmRSS|VmHWM' "/proc/$pid/status"
