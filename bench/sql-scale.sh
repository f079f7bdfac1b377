#!/usr/bin/env bash
# Measures sql/ with a million subscribers: sizes of tables and indexes, the plans of the queries that the code runs,
# and what an interim update costs. The embedded PostgreSQL on a throw-away directory, loopback only; needs psql,
# 10 GB of disk and about ten minutes. Fewer subscribers, for a quick look:   bench/sql-scale.sh 20000
set -euo pipefail

subscribers=${1:-1000000}
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
command -v psql >/dev/null || { echo "left out: psql is not installed. Do: apt-get install -y postgresql-client"; exit 77; }

GERBANG_DATA=$(mktemp -d)
export GERBANG_DATA
pg=$GERBANG_DATA/pg

# PostgreSQL does not run as root: there it gets a user namespace, as Gerbang itself does it.
server() {
  local as=()
  ((EUID != 0)) || as=(unshare -U)
  "${as[@]}" "$pg"/program-*/bin/pg_ctl --pgdata="$pg/data" --silent --wait "$@"
}

clean_up() {
  server stop --mode=immediate 2>/dev/null || true
  rm -rf "$GERBANG_DATA"
}
trap clean_up EXIT

"$home/gerbang" migrate >&2
server start --log="$GERBANG_DATA/start.log"
PGPORT=$(<"$pg/port") PGPASSWORD=$(<"$pg/owner.password")
export PGPORT PGPASSWORD PGHOST=127.0.0.1 PGUSER=postgres PGDATABASE=gerbang

sql() { psql -X -q -v ON_ERROR_STOP=1 -v n="$subscribers::bigint" "$@"; }
title() { printf '\n## %s\n\n' "$1"; }

# A subscription a customer. For each an open session, one closed within the week and two of the year before, three days
# of counters, four events, three invoices; every tenth owes the last one. (i * 7919) % n visits the subscribers in an
# order that is not that of the keys, as life does.
load() {
  sql <<'SQL'
SET session_replication_role = replica;  -- no feed and no ledger check: this fills, it does not test
SET synchronous_commit = off;
SELECT make_month_partitions((now() - interval '1 year')::date, 15);
INSERT INTO router (name, address, secret_sealed)
  SELECT 'BRAS-' || r, '10.255.0.0'::inet + r, decode(repeat('ab', 45), 'hex') FROM generate_series(1, 200) r;
INSERT INTO plan (name) SELECT 'Plan ' || p FROM generate_series(1, 10) p;
INSERT INTO plan_version (plan_id, version, price, download, upload)
  SELECT p, 1, 150000, 10000000 * p, 5000000 * p FROM generate_series(1, 10) p;
INSERT INTO customer (number, name, phone, area, address)
  SELECT 'C-' || lpad(i::text, 7, '0'), 'Pelanggan ' || md5(i::text), '628' || 1000000000 + i, 'Area ' || i % 50,
         'Jalan Mawar ' || i || ', Bandung'
  FROM generate_series(1, :n) i;
INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed, static_ip)
  SELECT i, i % 10 + 1, 1, 'user' || i || '@isp', decode(repeat('ab', 40), 'hex'), CASE WHEN i % 20 = 0 THEN '100.64.0.0'::inet + i END
  FROM generate_series(1, :n) i;

INSERT INTO session (router_id, acct_session_id, username, subscriber_id, class, granted, framed_ip, calling_station_id,
       called_station_id, nas_ip, nas_identifier, nas_port, nas_port_id, nas_port_type, started_at, updated_at, heard_at,
       stopped_at, session_time, input_octets, output_octets, input_packets, output_packets, terminate_cause, stop_session_time)
  SELECT s % 200 + 1, '81' || lpad(to_hex(i), 6, '0'), 'user' || s || '@isp', s,
         'g1.' || s || '.' || left(md5(i::text), 10) || '.001-2kq8hs7lx4-1xv5g6h2pq.abcdefgh', '001-2kq8hs7lx4-1xv5g6h2pq',
         '100.64.0.0'::inet + s, left(md5(s::text), 17), 'pppoe-isp', '10.255.0.0'::inet + s % 200 + 1, 'BRAS-' || s % 200 + 1,
         15728640 + i, 'ether2', 15, at, at + '20 hours', at + '20 hours', CASE WHEN i <= :n THEN at + '20 hours' END,
         72000, i * 1000, i * 20000, i, i * 20, CASE WHEN i <= :n THEN 1 END, CASE WHEN i <= :n THEN 72000 END
  FROM generate_series(1, 2 * :n) i,
       LATERAL (SELECT i * 7919 % :n + 1 AS s, now() - '7 days'::interval * (1 - i / (2.0 * :n)) - '20 hours'::interval AS at) x;
CREATE TEMP TABLE past AS SELECT * FROM session;
UPDATE past SET id = id - 2 * :n, started_at = started_at - '11 months'::interval * (1 - id / (2.0 * :n)) - '8 days'::interval,
  stopped_at = started_at - '11 months'::interval * (1 - id / (2.0 * :n)) - '7 days'::interval;
INSERT INTO session_history SELECT * FROM past ORDER BY started_at;
INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets)
  SELECT id, d::date, router_id, subscriber_id, username, input_octets, output_octets
  FROM session, generate_series(current_date - 2, current_date, '1 day') d WHERE stopped_at IS NULL ORDER BY d, id;
INSERT INTO session_day (session_id, day, router_id, subscriber_id, username, input_octets, output_octets)
  SELECT id, started_at::date, router_id, subscriber_id, username, input_octets, output_octets FROM past ORDER BY started_at;
INSERT INTO access_event (at, router_id, subscriber_id, username, answer, reason, acct_session_id, calling_station_id, framed_ip, detail)
  SELECT now() - '30 days'::interval * (1 - i / (4.0 * :n)), s % 200 + 1, s, 'user' || s || '@isp', 'accept', 'ACTIVE',
         '81' || lpad(to_hex(i), 6, '0'), left(md5(s::text), 17), NULL, '5M/10M aktif'
  FROM generate_series(1, 4 * :n) i, LATERAL (SELECT i * 7919 % :n + 1 AS s) x;

INSERT INTO invoice (number, customer_id, issued_at, due_date, total, paid)
  SELECT 'INV-' || i, c, at, at::date + 10, 150000, CASE WHEN i > 2 * :n AND c % 10 = 0 THEN 0 ELSE 150000 END
  FROM generate_series(1, 3 * :n) i,
       LATERAL (SELECT i * 7919 % :n + 1 AS c, now() - '1 month'::interval * (3 - (i - 1) / :n) AS at) x;
INSERT INTO payment (customer_id, amount, method, received_at, recorded_at, recorded_by)
  SELECT customer_id, total, 'cash', issued_at, issued_at, 'staff:kasir' FROM invoice WHERE paid = total ORDER BY id;
INSERT INTO payment_allocation (payment_id, invoice_id, amount, allocated_at)
  SELECT p.id, i.id, p.amount, p.received_at FROM payment p JOIN invoice i ON i.customer_id = p.customer_id AND i.issued_at = p.received_at
  ORDER BY p.id;
INSERT INTO ledger_entry (kind, invoice_id, posted_at, posted_by) SELECT 'invoice', id, issued_at, 'system' FROM invoice ORDER BY id;
INSERT INTO ledger_posting (entry_id, account, customer_id, amount)
  SELECT e.id, side.account, i.customer_id, side.amount
  FROM ledger_entry e JOIN invoice i ON i.id = e.invoice_id,
       LATERAL (VALUES ('receivable', i.total), ('revenue', -i.total), ('receivable', -i.paid), ('cash', i.paid)) side (account, amount)
  WHERE side.amount <> 0 ORDER BY i.id;
UPDATE subscription SET unpaid_since = now() - '5 days'::interval, unpaid_action = 'isolate' WHERE customer_id % 10 = 0;
SQL
  sql -c 'VACUUM ANALYZE'
}

sizes() {
  sql <<'SQL'
\pset footer off
WITH part AS (
  SELECT coalesce((SELECT inhparent FROM pg_inherits WHERE inhrelid = c.oid), c.oid) AS parent, c.oid,
         greatest(c.reltuples, 0) AS rows
  FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace)
SELECT parent::regclass AS "table", sum(rows)::bigint AS rows, pg_size_pretty(sum(pg_table_size(oid))) AS heap,
       pg_size_pretty(sum(pg_indexes_size(oid))) AS indexes,
       round(sum(pg_table_size(oid)) / sum(rows)) AS "B/row", round(sum(pg_total_relation_size(oid)) / sum(rows)) AS "B/row, all"
FROM part GROUP BY parent HAVING sum(rows) >= :n ORDER BY sum(pg_total_relation_size(oid)) DESC;
WITH part AS (
  SELECT coalesce((SELECT inhparent FROM pg_inherits WHERE inhrelid = x.indexrelid), x.indexrelid) AS parent, x.indexrelid,
         greatest(t.reltuples, 0) AS rows
  FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid AND t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace)
SELECT parent::regclass AS index, pg_size_pretty(sum(pg_relation_size(indexrelid))) AS size,
       round(sum(pg_relation_size(indexrelid)) / nullif(sum(rows), 0)) AS "B/table row"
FROM part GROUP BY parent HAVING sum(rows) >= :n ORDER BY sum(pg_relation_size(indexrelid)) DESC;
SQL
}

# Each twice: the second finds its pages in memory, as a query that is asked every minute does.
plan() {
  title "$1"
  sql -At -c "EXPLAIN (ANALYZE) $2" >/dev/null
  sql -At -c "EXPLAIN (ANALYZE, BUFFERS) $2" |
    grep -Ev 'never executed|^ *(Heap Blocks|Planning:|Planning Time)' | sed -E "s/'\{[0-9,]{40,}\}'/'{…}'/"
}

plans() {
  local some
  some=$(sql -At <<<"SELECT string_agg((i * 7919 % :n + 1)::text, ',') FROM generate_series(1, 200) i")
  plan 'entitlement of 200 subscribers (change feed)' "SELECT * FROM entitlement WHERE subscriber_id = ANY('{$some}'::bigint[])"
  plan 'entitlement of everybody (start)' 'SELECT * FROM entitlement'
  plan 'entitlement of a plan (its new version)' 'SELECT * FROM entitlement WHERE plan_id = 3'
  plan 'changes since a snapshot (every 2 s)' "SELECT id, kind, ref FROM change WHERE xid >= '1'::xid8 ORDER BY id"
  plan '1,000 sessions by key (a batch of accounting)' "SELECT * FROM session
    JOIN unnest((SELECT array_agg(k.router_id) FROM (SELECT router_id FROM session WHERE id % 997 = 0 ORDER BY id LIMIT 1000) k),
                (SELECT array_agg(k.acct_session_id) FROM (SELECT acct_session_id FROM session WHERE id % 997 = 0 ORDER BY id LIMIT 1000) k),
                (SELECT array_agg(k.username) FROM (SELECT username FROM session WHERE id % 997 = 0 ORDER BY id LIMIT 1000) k))
         AS k (router_id, acct_session_id, username) USING (router_id, acct_session_id, username) ORDER BY generation"
  plan 'open sessions of a router (Accounting-On)' "SELECT * FROM session WHERE stopped_at IS NULL AND router_id = 7 AND started_at < now() AND heard_at < now()"
  plan 'open sessions of a username (explain)' "SELECT * FROM session WHERE username = 'user4711@isp' AND stopped_at IS NULL ORDER BY started_at, id"
  plan 'sessions of a username (console)' "SELECT * FROM report.session WHERE id < 9223372036854775807 AND username = 'user4711@isp' ORDER BY id DESC LIMIT 101"
  plan 'who is online, newest first (console)' "SELECT * FROM report.session WHERE id < 9223372036854775807 AND (stopped_at IS NULL) = true ORDER BY id DESC LIMIT 101"
  plan 'who is online on a router that nobody uses' "SELECT * FROM report.session WHERE id < 9223372036854775807 AND (stopped_at IS NULL) = true AND (router = 'x' OR router_id::text = 'x') ORDER BY id DESC LIMIT 101"
  plan 'newest sessions (console)' "SELECT * FROM report.session WHERE id < 9223372036854775807 ORDER BY id DESC LIMIT 101"
  plan 'who had an address at a time' "SELECT * FROM report.session WHERE framed_ip = '100.64.18.103' AND started_at <= now() - interval '3 days' AND (stopped_at IS NULL OR stopped_at >= now() - interval '3 days') ORDER BY started_at DESC LIMIT 10"
  plan 'last answers of a username (explain)' "SELECT at, router, answer, reason, cause FROM report.access_event WHERE username = 'user4711@isp' ORDER BY at DESC LIMIT 5"
  plan 'latest answers (console)' "SELECT * FROM report.access_event WHERE at < '9999-12-31' ORDER BY at DESC LIMIT 101"
  plan 'use of a username in a month' "SELECT username, subscriber_id, day, sum(input_octets), sum(output_octets) FROM report.usage_day WHERE day BETWEEN current_date - 31 AND current_date AND username = 'user4711@isp' GROUP BY 1, 2, 3 ORDER BY 3 DESC, 1 LIMIT 100"
  plan 'use of everybody in a month' "SELECT username, subscriber_id, day, sum(input_octets), sum(output_octets) FROM report.usage_day WHERE day BETWEEN current_date - 31 AND current_date GROUP BY 1, 2, 3 ORDER BY 3 DESC, 1 LIMIT 100"
  plan 'who became overdue (every 30 s)' "SELECT DISTINCT i.customer_id FROM invoice i
    WHERE i.voided_at IS NULL AND i.paid < i.total AND i.due_date < current_date AND i.customer_id > 0
      AND EXISTS (SELECT FROM subscription s WHERE s.customer_id = i.customer_id AND (i.subscription_id IS NULL OR s.id = i.subscription_id)
                  AND s.unpaid_since IS NULL AND s.archived_at IS NULL)
    ORDER BY i.customer_id LIMIT 200"
  plan 'open invoices of 200 customers' "SELECT id, number, customer_id, subscription_id, due_date, total - paid FROM invoice WHERE customer_id = ANY('{$some}'::bigint[]) AND voided_at IS NULL AND paid < total ORDER BY due_date, id"
  plan 'balances of 200 customers' "SELECT customer_id, -sum(amount)::bigint FROM ledger_posting WHERE customer_id = ANY('{$some}'::bigint[]) AND account IN ('receivable', 'customer_credit') GROUP BY customer_id"
  plan 'subscriptions of 200 customers, locked' "SELECT id, customer_id FROM subscription WHERE customer_id = ANY('{$some}'::bigint[]) AND archived_at IS NULL ORDER BY id FOR NO KEY UPDATE"
  plan 'customers with open invoices' "SELECT DISTINCT customer_id FROM invoice WHERE voided_at IS NULL AND paid < total AND customer_id > 0 ORDER BY customer_id LIMIT 200"
  plan 'a page of subscriptions, with online' "SELECT s.id, EXISTS (SELECT FROM session o WHERE o.username = s.username AND o.stopped_at IS NULL) FROM subscription s WHERE s.archived_at IS NULL AND s.id > 1000 ORDER BY s.id LIMIT 101"
  plan 'search a customer by a part of the name' "SELECT c.* FROM customer c WHERE c.archived_at IS NULL AND c.id > 0 AND (c.name ILIKE '%nobody%' OR c.number ILIKE '%nobody%' OR c.phone LIKE '%nobody%' OR EXISTS (SELECT FROM subscription s WHERE s.customer_id = c.id AND s.archived_at IS NULL AND s.username ILIKE '%nobody%')) ORDER BY c.id LIMIT 101"
  plan 'names like this one (explain of an unknown user)' "SELECT username FROM subscription WHERE lower(regexp_replace(username, '\s', '', 'g')) = lower('User 4711@isp') AND archived_at IS NULL ORDER BY username LIMIT 5"
  plan 'was this username archived' "SELECT max(archived_at) FROM subscription WHERE username = 'nobody'"
}

# Interims as the applier writes them, 1,000 sessions a transaction, every open session twice, in an order that is not that of the table.
interims() {
  sql <<'SQL'
SET synchronous_commit = on;
CREATE PROCEDURE pg_temp.interims(n bigint, rounds bigint) LANGUAGE plpgsql AS $$
BEGIN
  FOR r IN 0 .. rounds - 1 LOOP
    INSERT INTO session (router_id, acct_session_id, username, generation, started_at, updated_at, heard_at, session_time, input_octets, output_octets)
      SELECT router_id, acct_session_id, username, generation, started_at, clock_timestamp(), clock_timestamp(), session_time + 300,
             input_octets + 1000000, output_octets + 20000000
      FROM session WHERE id = ANY (ARRAY(SELECT n + 1 + i * 104729 % n FROM generate_series(r * 1000::bigint, r * 1000 + 999) i))
      ON CONFLICT (router_id, acct_session_id, username, generation) DO UPDATE SET updated_at = EXCLUDED.updated_at,
        heard_at = EXCLUDED.heard_at, session_time = EXCLUDED.session_time, input_octets = EXCLUDED.input_octets,
        output_octets = EXCLUDED.output_octets, stopped_at = EXCLUDED.stopped_at;
    INSERT INTO session_day (session_id, day, router_id, username, input_octets, output_octets)
      SELECT n + 1 + i * 104729 % n, current_date, 0, '', 1000000000000 + r, 1000000000000 + r FROM generate_series(r * 1000::bigint, r * 1000 + 999) i
      ON CONFLICT (session_id, day) DO UPDATE SET input_octets = greatest(session_day.input_octets, EXCLUDED.input_octets),
        output_octets = greatest(session_day.output_octets, EXCLUDED.output_octets);
    COMMIT;
  END LOOP;
END $$;
SELECT clock_timestamp() AS began \gset
CALL pg_temp.interims(:n, 2 * :n / 1000);
SELECT round(2 * :n / extract(epoch FROM clock_timestamp() - :'began')) AS "interims a second";
SELECT pg_stat_force_next_flush();
SELECT coalesce((SELECT inhparent FROM pg_inherits WHERE inhrelid = relid), relid)::regclass AS "table", sum(n_tup_upd) AS updates,
       round(100.0 * sum(n_tup_hot_upd) / sum(n_tup_upd), 1) AS "% HOT", pg_size_pretty(sum(pg_table_size(relid))) AS heap,
       pg_size_pretty(sum(pg_indexes_size(relid))) AS indexes
FROM pg_stat_user_tables WHERE relname ~ '^session(_day.*)?$' GROUP BY 1 HAVING sum(n_tup_upd) > 0;
SQL
}

title "load, $subscribers subscribers"
time load
title sizes
sizes
plans
title "interims"
interims
