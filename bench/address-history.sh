#!/usr/bin/env bash
# Measures GET /address-history: a year of sessions over monthly partitions, a tenth of them with IPv6 prefixes, asked for
# an IPv4 address, an address in a prefix, and one that nobody had. Takes any empty PostgreSQL by the usual PG* variables:
#   bench/address-history.sh 5000000
set -euo pipefail

sessions=${1:-5000000}
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
sql() { psql -X -q -v ON_ERROR_STOP=1 "$@"; }

if [[ $(sql -At -c "SELECT to_regclass('public.session') IS NULL") == t ]]; then
  sql -c "CREATE TABLE schema_version (number integer, name text, sha256 text, applied_at timestamptz)"
  for file in "$home"/sql/V*.sql; do sql -1 -f "$file" >/dev/null; done
fi

echo "## $sessions sessions"
# Indexes are made once the rows are in: rows in the order of time would else fill five of them in the order of chance.
mapfile -t indexes < <(sql -At -c "SELECT replace(indexdef, ' ON ONLY ', ' ON ') FROM pg_indexes WHERE tablename = 'session_history'")
sql -At -c "SELECT format('DROP INDEX %I;', indexname) FROM pg_indexes WHERE tablename = 'session_history'" | sql
sql -v n="$sessions::bigint" <<'SQL'
SET synchronous_commit = off;
SELECT make_month_partitions((now() - interval '1 year')::date, 15) \g /dev/null
INSERT INTO session_history (id, router_id, acct_session_id, username, generation, class, granted, framed_ip, framed_ipv6_prefix,
       delegated_ipv6_prefix, calling_station_id, started_at, updated_at, heard_at, stopped_at, session_time, input_octets,
       output_octets, input_packets, output_packets, close_guessed)
  SELECT i, 1, to_hex(i), 'user' || s, 0, '', '', '100.64.0.0'::inet + i * 7919 % (:n / 100),
         CASE WHEN i % 10 = 0 THEN ('2001:db8:' || to_hex(i * 7919 % (:n / 100) / 65536) || ':' || to_hex(i * 7919 % (:n / 100) % 65536) || '::/64')::inet END,
         CASE WHEN i % 10 = 0 THEN ('2001:db9:' || to_hex(s / 65536) || ':' || to_hex(s % 65536) || '::/56')::inet END,
         left(md5(s::text), 17), at, at + '8 hours', at + '8 hours', at + '8 hours', 28800, 0, 0, 0, 0, false
  FROM generate_series(1, :n) i,
       LATERAL (SELECT i * 104729 % (:n / 365) AS s, now() - '1 year'::interval * (1 - i / (1.0 * :n)) - '8 days'::interval AS at) x;
SQL
for index in "${indexes[@]}"; do sql -c "SET maintenance_work_mem = '1GB'" -c "$index"; done
sql -c 'VACUUM ANALYZE session_history'
sql -At -c "SELECT count(*) || ' partitions, ' || pg_size_pretty(sum(pg_relation_size(relid))) || ', indexes ' || pg_size_pretty(sum(pg_indexes_size(relid)))
  FROM pg_partition_tree('session_history') WHERE isleaf"

ask() {
  printf '\n## %s\n' "$1"
  local query="SELECT id, username, router, started_at, stopped_at FROM report.session
    WHERE started_at <= now() - interval '6 months' AND (stopped_at IS NULL OR stopped_at >= now() - interval '6 months') AND $2
    ORDER BY started_at DESC, id DESC LIMIT 100"
  sql -At -c "EXPLAIN (ANALYZE, BUFFERS) $query" >/dev/null
  sql -At -c "EXPLAIN (ANALYZE, BUFFERS) $query" | grep -E 'Scan' | sed -E 's,_[0-9]{4}_[0-9]{2}[a-z_0-9]*,…,g; s, *\(cost.*,,; s,^[ >-]*,,' | sort | uniq -c | sort -rn | head -5
  sql -At -c "EXPLAIN (ANALYZE) $query" | grep Time
}
holds() { printf "(framed_ipv6_prefix >>= '%s'::inet OR delegated_ipv6_prefix >>= '%s'::inet)" "$1" "$1"; }
ask 'an IPv4 address' "framed_ip = '100.64.18.103'"
ask 'an IPv4 address that nobody had' "framed_ip = '198.51.100.1'"
ask 'an address in a delegated prefix' "$(holds 2001:db9:0:4d2:99::1)"
ask 'an IPv6 address that nobody had' "$(holds 2001:dba::1)"
