#!/usr/bin/env bash
# `gerbang radius` beside Debian's FreeRADIUS and a C floor, interleaved in one run: the ratios of docs/benchmarks.md.
# COMPARE names the script that sets the peer up and drives both (compare.sh); PEER is sql-lean or files. As root.
# Ours runs split, as an ISP would: one process, Debian's PostgreSQL 15 with fsync, journal, events and log on.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
[[ -x ${COMPARE:-} && $EUID == 0 ]] || { echo "left out: as root, set COMPARE to the script that sets the peer up (compare.sh)"; exit 77; }
compare=$COMPARE peer=${PEER:-sql-lean} users=${USERS:-100000} secret=testing123
bin=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin} port=25432
[[ -x $bin/initdb ]] || { echo "left out: $bin/initdb is not there. Do: apt-get install -y postgresql-15"; exit 77; }
data=$(mktemp -d /var/tmp/gerbang-bench.XXXXXX)
trap 'kill "${pid:-}" 2>/dev/null || true; wait 2>/dev/null || true; runuser -u postgres -- "$bin/pg_ctl" -D "$data/pg" -m fast stop >/dev/null || true; rm -rf "$data"' EXIT
chmod 755 "$data"
install -d -o postgres -m 700 "$data/pg"
password=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$password" >"$data/password"
chown postgres "$data/password"
runuser -u postgres -- "$bin/initdb" -D "$data/pg" -U gerbang --pwfile="$data/password" -A scram-sha-256 >/dev/null
# The peer's PostgreSQL has the same three settings.
runuser -u postgres -- "$bin/pg_ctl" -D "$data/pg" -w -l "$data/pg/log" -o "-p $port -k $data/pg -c shared_buffers=512MB -c max_wal_size=4GB -c max_connections=200" start >/dev/null
PGPASSWORD=$password "$bin/createdb" -h 127.0.0.1 -p $port -U gerbang gerbang
export GERBANG_DATA=$data GERBANG_DATABASE_URL=jdbc:postgresql://127.0.0.1:$port/gerbang GERBANG_DATABASE_USER=gerbang GERBANG_DATABASE_PASSWORD=$password
export GERBANG_AUTH_PORT=24812 GERBANG_ACCT_PORT=24813 GERBANG_ADMIN_PORT=24081 GERBANG_KEY_FILE=$data/seal.key
"$home/gerbang" migrate >"$data/out" 2>&1 || { cat "$data/out"; exit 1; }
java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$data" "$users" "$secret" "$GERBANG_DATABASE_URL" gerbang "$password"
"$home/gerbang" radius >"$data/out" 2>"$data/err" & pid=$!
until curl -sf http://127.0.0.1:24081/metrics | grep -q "gerbang_radius_subscribers $users"; do kill -0 "$pid" || { cat "$data/err"; exit 1; }; sleep 0.5; done
# What it rehearses after its start is over before anything is measured, as it would be before a storm.
until grep -q rehears "$data/err"; do kill -0 "$pid"; sleep 0.5; done
cat >"$data/settled" <<'S'
until curl -sf http://127.0.0.1:24081/metrics | grep -q 'journal_lag_octets 0$' && curl -sf http://127.0.0.1:24081/metrics | grep -q 'access_events_lag_octets 0$'; do sleep 0.5; done
S
"$compare" -A 24812 -P 24813 -k "$secret" --pid "$pid" --db "$(head -1 "$data/pg/postmaster.pid")" --peer "$peer" -R "1-$users" \
  --name gerbang --acct-c 256 --before "bash $data/settled" "$@"
bash "$data/settled"
curl -sf http://127.0.0.1:24081/metrics | grep -E 'events|errors|silent_total' | grep -v ' 0$' || true
grep -E 'VmRSS|VmHWM' "/proc/$pid/status"
