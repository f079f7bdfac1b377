-- An ISP after 24 months: n postpaid subscriptions, one a customer, each billed every month; a tenth owes the last month, a fiftieth the
-- last two. Half of the payments are cash (two fifths of it with collectors, who hand over at each month's end). No audit rows.
SET session_replication_role = replica;  -- no feed and no ledger check: this fills, it does not test
SET synchronous_commit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';

INSERT INTO setting (name, value, updated_at) VALUES ('isp', '{"name": "Bench Net"}', now()) ON CONFLICT DO NOTHING;
INSERT INTO router (name, address, secret_sealed)
  SELECT 'BRAS-' || r, '10.255.0.0'::inet + r, decode(repeat('ab', 45), 'hex') FROM generate_series(1, 20) r;
INSERT INTO plan (name) SELECT 'Paket ' || p FROM generate_series(1, 10) p;
INSERT INTO plan_version (plan_id, version, price, download, upload)
  SELECT p, 1, 100000 + 25000 * p, 10000000 * p, 5000000 * p FROM generate_series(1, 10) p;
INSERT INTO collector (name, cash_limit, payment_limit, updated_at)
  SELECT 'staff:penagih' || k, 5000000, 1000000, now() FROM generate_series(0, 19) k;

INSERT INTO customer (number, name, phone, address, area, tags, contacts, latitude, longitude, created_at)
  SELECT 'C-' || lpad(i::text, greatest(5, length(i::text)), '0'),
         (ARRAY['Budi','Siti','Agus','Dewi','Joko','Sri','Wayan','Made','Ketut','Putu','Rina','Eko','Tono','Yuni','Asep','Ujang','Lilis','Dedi','Nur','Hendra'])[1 + i % 20]
           || ' ' || (ARRAY['Santoso','Lestari','Wijaya','Saputra','Hidayat','Kurniawan','Suta','Permata','Nugroho','Setiawan','Rahayu','Pratama','Susanto'])[1 + i * 7 % 13]
           || ' ' || initcap(substr(md5(i::text), 1, 5)),
         '628' || 1000000000 + i * 7919 % 900000000,
         'Jl. ' || (ARRAY['Melati','Mawar','Anggrek','Kenanga','Dahlia','Cempaka','Flamboyan','Kamboja','Sakura','Teratai'])[1 + i * 3 % 10]
           || ' No. ' || i % 200 || ', RT ' || i % 9 + 1 || '/RW ' || i % 12 + 1,
         'Area ' || i % 50, CASE WHEN i % 200 = 0 THEN '{gratis}'::text[] WHEN i % 20 = 0 THEN '{ruko}' ELSE '{}' END,
         CASE WHEN i % 10 = 0 THEN jsonb_build_array(jsonb_build_object('name', 'Ibu ' || i, 'phone', '629' || 1000000000 + i, 'role', 'pemilik')) ELSE '[]' END,
         -6.9 + (i % 1000) / 10000.0, 107.6 + (i / 1000) / 10000.0, now() - interval '25 months'
  FROM generate_series(1, :n::bigint) i;
INSERT INTO counter (series, value) VALUES ('customer', :n) ON CONFLICT (series) DO UPDATE SET value = excluded.value;
INSERT INTO subscription (customer_id, plan_id, price_version, username, password_sealed, billing_day, billed_until, unpaid_since, unpaid_action, created_at)
  SELECT i, i % 10 + 1, 1, 'user' || i || '@isp', decode(repeat('ab', 40), 'hex'), i % 28 + 1,
         date_trunc('month', current_date)::date + (i % 28)::integer,
         CASE WHEN i % 10 = 0 THEN now() - interval '5 days' END, CASE WHEN i % 10 = 0 THEN 'isolate' END, now() - interval '25 months'
  FROM generate_series(1, :n::bigint) i;
INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, calling_station_id, nas_port, started_at, updated_at, heard_at)
  SELECT i % 20 + 1, '81' || lpad(to_hex(i), 6, '0'), 'user' || i || '@isp', i, inet '10.0.0.0' + i, left(md5(i::text), 17), i, now(), now(), now()
  FROM generate_series(1, :n::bigint) i WHERE i % 7 <> 0;
-- A seventh is offline just now, and was online these days; a hundredth of them never was.
INSERT INTO session (router_id, acct_session_id, username, subscriber_id, framed_ip, calling_station_id, nas_port, started_at, updated_at, heard_at, stopped_at)
  SELECT i % 20 + 1, '82' || lpad(to_hex(i), 6, '0'), 'user' || i || '@isp', i, inet '10.0.0.0' + i, left(md5(i::text), 17), i, t - interval '1 day', t, t, t
  FROM generate_series(1, :n::bigint) i, LATERAL (SELECT now() - (i % 7 + 1) * interval '1 day' AS t) at WHERE i % 7 = 0 AND i % 700 <> 0;

-- Month m of 24, customer i: what was billed, when it was paid (null: not yet), and into whose hands.
CREATE TEMP TABLE bill AS
  SELECT (m - 1) * :n + i AS id, i, m, start, start + 10 AS due, (100000 + 25000 * (i % 10 + 1))::bigint AS amount,
         CASE WHEN i % 10 = 0 AND m = 24 OR i % 50 = 0 AND m = 23 THEN NULL
              ELSE start + 3 + (i % 11)::integer END AS paid,
         CASE WHEN i % 10 < 3 THEN 'cash' WHEN i % 10 < 5 THEN 'collector' WHEN i % 10 < 7 THEN 'transfer' ELSE 'qris' END AS how
  FROM generate_series(1, 24) m, generate_series(1, :n::bigint) i,
       LATERAL (SELECT (date_trunc('month', current_date) - make_interval(months => 25 - m))::date + (i % 28)::integer AS start) s
  ORDER BY m, i;
CREATE INDEX ON bill (id);
ANALYZE bill;

INSERT INTO billing_run (date, asked_at, asked_by, finished_at)
  SELECT (date_trunc('month', current_date) - make_interval(months => 24 - m))::date - 1, now(), 'system', now() FROM generate_series(1, 24) m;
INSERT INTO invoice (id, number, customer_id, subscription_id, issued_at, due_date, total, paid) OVERRIDING SYSTEM VALUE
  SELECT id, 'INV-' || to_char(start, 'YYMM') || '-' || lpad(id::text, 7, '0'), i, i, start, due, amount, CASE WHEN paid IS NULL THEN 0 ELSE amount END FROM bill ORDER BY id;
INSERT INTO invoice_line (invoice_id, position, description, amount)
  SELECT id, 1, 'Paket ' || i % 10 + 1 || ' ' || to_char(start, 'YYYY-MM'), amount FROM bill ORDER BY id;
INSERT INTO billed_period (subscription_id, starts, ends, amount, invoice_id, billing_run_id)
  SELECT i, start, (start + interval '1 month')::date, amount, id, m FROM bill ORDER BY id;
INSERT INTO payment (id, customer_id, amount, method, received_at, recorded_at, recorded_by) OVERRIDING SYSTEM VALUE
  SELECT id, i, amount, CASE how WHEN 'collector' THEN 'cash' ELSE how END, paid, paid,
         CASE how WHEN 'collector' THEN 'staff:penagih' || i % 20 WHEN 'qris' THEN 'system' ELSE 'staff:kasir' END
  FROM bill WHERE paid IS NOT NULL ORDER BY paid, id;
INSERT INTO payment_allocation (payment_id, invoice_id, amount, allocated_at) SELECT id, id, amount, paid FROM bill WHERE paid IS NOT NULL ORDER BY paid, id;
INSERT INTO receipt (payment_id, number, issued_at)
  SELECT id, 'KW-' || to_char(paid, 'YYMM') || '-' || lpad(id::text, 7, '0'), paid FROM bill WHERE paid IS NOT NULL ORDER BY paid, id;

-- Entries in the order of time: even ones of invoices, odd ones of payments; hand-overs last.
INSERT INTO ledger_entry (id, kind, invoice_id, payment_id, posted_at, posted_by) OVERRIDING SYSTEM VALUE
  SELECT id * 2, 'invoice', id, NULL::bigint, start, 'system' FROM bill
  UNION ALL SELECT id * 2 + 1, 'payment', NULL, id, paid, 'staff:kasir' FROM bill WHERE paid IS NOT NULL
  ORDER BY 5, 1;
INSERT INTO ledger_posting (entry_id, account, customer_id, holder, amount)
  SELECT p.entry, p.account, p.customer, p.holder, p.amount
  FROM bill b, LATERAL (VALUES
    (b.id * 2, 'receivable', b.i, NULL::text, b.amount, b.start), (b.id * 2, 'revenue', NULL, NULL, -b.amount, b.start),
    (b.id * 2 + 1, CASE b.how WHEN 'cash' THEN 'cash' WHEN 'collector' THEN 'collector_cash' ELSE 'bank' END, NULL,
     CASE b.how WHEN 'collector' THEN 'staff:penagih' || b.i % 20 END, b.amount, b.paid),
    (b.id * 2 + 1, 'receivable', b.i, NULL, -b.amount, b.paid)) p (entry, account, customer, holder, amount, at)
  WHERE p.at IS NOT NULL
  ORDER BY p.at, p.entry;
CREATE TEMP TABLE handed AS
  SELECT row_number() OVER (ORDER BY m, k) + :n * 50 + 10 AS entry, k, amount, (date_trunc('month', current_date) - make_interval(months => 24 - m)) + interval '20 days' AS at
  FROM (SELECT m, i % 20 AS k, sum(amount) AS amount FROM bill WHERE how = 'collector' AND paid IS NOT NULL AND m < 24 GROUP BY 1, 2) s;
INSERT INTO ledger_entry (id, kind, posted_at, posted_by) OVERRIDING SYSTEM VALUE SELECT entry, 'handover', at, 'staff:kasir' FROM handed ORDER BY entry;
INSERT INTO ledger_posting (entry_id, account, holder, amount)
  SELECT entry, account, holder, value FROM handed,
    LATERAL (VALUES ('collector_cash', 'staff:penagih' || k, -amount), ('cash', NULL, amount)) p (account, holder, value) ORDER BY entry;
INSERT INTO cash_handover (collector, expected, counted, entry_id, handed_over_at, received_by)
  SELECT 'staff:penagih' || k, amount, amount, entry, at, 'staff:kasir' FROM handed ORDER BY entry;

SELECT setval(pg_get_serial_sequence(t, 'id'), (SELECT :n::bigint * 60)) FROM unnest(ARRAY['invoice', 'payment', 'ledger_entry']) t;
RESET session_replication_role;
VACUUM ANALYZE;
