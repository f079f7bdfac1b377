#!/usr/bin/env bash
# Measures `gerbang import csv`: rows a second of a rehearsal, of the import itself, and of taking it back. A customer of a hundred has
# somebody else's phone, a row of a hundred has no password.
# As root, with Debian's PostgreSQL 15 (fsync on) as an ISP would have it.   bench/import.sh [ROWS, or 10000]
set -euo pipefail

rows=${1:-10000}
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
bin=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin} port=25434
[[ $EUID == 0 ]] || { echo "left out: as root, because PostgreSQL is started as its own user"; exit 77; }
[[ -x $bin/initdb ]] || { echo "left out: $bin/initdb is not there. Do: apt-get install -y postgresql-15"; exit 77; }
[[ -f $home/app/target/gerbang.jar ]] || "$home/gerbang" build

data=$(mktemp -d -p /var/tmp)
trap 'runuser -u postgres -- "$bin/pg_ctl" -D "$data/pg" -m fast stop >/dev/null || true; rm -rf "$data"' EXIT
chmod 755 "$data"
install -d -o postgres -m 700 "$data/pg"
password=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$password" >"$data/password"
chown postgres "$data/password"
runuser -u postgres -- "$bin/initdb" -D "$data/pg" -U postgres --pwfile="$data/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 >/dev/null
runuser -u postgres -- "$bin/pg_ctl" -D "$data/pg" -w -l "$data/pg/log" -o "-p $port -k $data/pg" start >/dev/null
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres PGPASSWORD=$password PGDATABASE=gerbang
"$bin/createdb" gerbang
export GERBANG_DATA=$data GERBANG_DATABASE_URL=jdbc:postgresql://127.0.0.1:$port/gerbang GERBANG_DATABASE_USER=postgres GERBANG_DATABASE_PASSWORD=$password
export GERBANG_KEY_FILE=$data/seal.key
"$home/gerbang" migrate >"$data/out" 2>&1 || { cat "$data/out"; exit 1; }
psql -X -q -v ON_ERROR_STOP=1 <<'SQL'
INSERT INTO plan (name) VALUES ('10 Mega'), ('20 Mega');
INSERT INTO plan_version (plan_id, version, price, download, upload) VALUES (1, 1, 150000, 10000000, 5000000), (2, 1, 250000, 20000000, 10000000);
SQL
seq "$rows" | awk 'BEGIN { print "nama,no hp,alamat,wilayah,paket,username,password,tgl tagihan" }
  { phone = $1 % 100 == 50 ? $1 - 1 : $1
    printf "Pelanggan %d,0812%07d,Jl. Melati %d RT 0%d,Area %d,%d Mega,user%d,%s,%d\n",
      $1, phone, $1, $1 % 9, $1 % 50, $1 % 2 ? 10 : 20, $1, $1 % 100 == 75 ? "" : "rahasia" $1, $1 % 28 + 1 }' >"$data/customers.csv"

# Ends with 3: some rows are left out.
measure() {
  local begun took status=0
  begun=$(date +%s%N)
  /usr/bin/time -f %M -o "$data/memory" "$home/gerbang" "${@:2}" >"$data/out" 2>"$data/err" || status=$?
  took=$((($(date +%s%N) - begun) / 1000000))
  ((status == 0 || status == 3)) || { cat "$data/err" "$data/out"; exit 1; }
  printf '%-12s %7d ms, %6d rows a second, %4d MB; %s\n' "$1" "$took" $((rows * 1000 / took)) $(($(tail -1 "$data/memory") / 1024)) "$(grep ' rows: ' "$data/out")"
}
measure rehearsal import csv "$data/customers.csv" --dry-run
measure import import csv "$data/customers.csv" --skip-errors
measure again import csv "$data/customers.csv" --skip-errors
measure undo import undo 1
