#!/usr/bin/env bash
# Measures `gerbang import csv`: rows a second of a rehearsal, of the import itself, and of taking it back. A customer of a hundred has
# somebody else's phone, a row of a hundred has no password.
# As root, with Debian's PostgreSQL 15 (fsync on) as an ISP would have it.   bench/import.sh [ROWS, or 10000]
set -euo pipefail

rows=${1:-10000}
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
port=25434
. "$home/bench/postgres.bash"

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
