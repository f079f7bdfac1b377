#!/usr/bin/env bash
# What a login costs with few subscribers and with many: a server for each number, each on a database of its own, asked turn about for
# anybody of its subscribers, all at the same rate. RADLOAD names the load generator (radload), SIZES the numbers of subscribers, RATE logins a
# second, SECS how long each run, ROUNDS how often. Filling a database with a million takes some minutes.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
[[ -x ${RADLOAD:-} ]] || { echo "left out: set RADLOAD to the load generator (radload)"; exit 77; }
sizes=${SIZES:-1000 100000 1000000} rate=${RATE:-20000} secs=${SECS:-4} rounds=${ROUNDS:-5} secret=testing123
port=26432 settings="-c shared_buffers=512MB -c max_wal_size=4GB -c max_connections=200"
servers=()
stop() { kill "${servers[@]}"; }
. "$home/bench/postgres.bash"

at=24812
declare -A port_of pid_of
for users in $sizes; do
  "$bin/createdb" "gerbang_$users"
  mkdir "$data/$users"
  export GERBANG_DATA=$data/$users GERBANG_DATABASE_URL=jdbc:postgresql://127.0.0.1:$port/gerbang_$users GERBANG_KEY_FILE=$data/$users/seal.key
  "$home/gerbang" migrate >"$data/out" 2>&1 || { cat "$data/out"; exit 1; }
  java -cp "$home/app/target/gerbang.jar" "$home/bench/LoadSubscribers.java" "$GERBANG_DATA" "$users" "$secret" "$GERBANG_DATABASE_URL" postgres "$password"
  GERBANG_AUTH_PORT=$at GERBANG_ACCT_PORT=$((at + 1)) GERBANG_ADMIN_PORT=$((at + 2)) "$home/gerbang" radius >"$data/$users.out" 2>"$data/$users.err" &
  servers+=($!) pid_of[$users]=$! port_of[$users]=$at
  until curl -sf "http://127.0.0.1:$((at + 2))/metrics" | grep -q "^gerbang_radius_subscribers $users$"; do kill -0 $!; sleep 0.5; done
  at=$((at + 10))
done

one() { # subscribers, method, seconds of warm-up
  until curl -sf "http://127.0.0.1:$((port_of[$1] + 2))/metrics" | grep -q 'access_events_lag_octets 0$'; do sleep 0.5; done
  "$RADLOAD" --json --label "$1" -A "${port_of[$1]}" -P "$((port_of[$1] + 1))" -k "$secret" --pid "gerbang=${pid_of[$1]}" -m "$2" -r "$rate" -t "$secs" \
    -w "$3" -R "1-$1" --order rand --expect 14988:8 >"$data/load.json"
  python3 -c '
import json, sys
j = json.load(sys.stdin)
print("%8s %-9s %6.0f/s  %5.2f us of CPU  p99 %6d us  lost %d  foreign %.2f"
      % (j["label"], sys.argv[1], j["rate"], j["proc"][0]["cpu_us_per_req"], j["lat_us"]["p99"], j["lost"], j["sys"]["foreign_cores"]))' "$2" <"$data/load.json"
}
for users in $sizes; do for method in pap mschapv2; do one "$users" "$method" 10 >/dev/null; done; done
for ((round = 0; round < rounds; round++)); do
  for method in pap mschapv2; do for users in $sizes; do one "$users" "$method" 1; done; done
done | tee "$data/rounds"
python3 - "$data/rounds" <<'END'
import collections, statistics, sys
costs = collections.defaultdict(list)
for line in open(sys.argv[1]):
    of = line.split()
    costs[of[1], int(of[0])].append(float(of[3]))
for method in sorted({key[0] for key in costs}):
    sizes = sorted(size for of, size in costs if of == method)
    for size in sizes[1:]:
        ratios = [many / few for few, many in zip(costs[method, sizes[0]], costs[method, size])]
        print("%s: %d subscribers cost %.2f times what %d do (%s)" % (method, size, statistics.median(ratios), sizes[0], " ".join("%.2f" % of for of in ratios)))
END
for users in $sizes; do printf '%8d subscribers: %s\n' "$users" "$(grep VmRSS "/proc/${pid_of[$users]}/status")"; done
