#!/usr/bin/env bash
# Measures `gerbang billing` with 24 months of an ISP: every list and search over the API, a billing run of everybody, and how soon
# a payment opens the gate during another one.
# As root, with Debian's PostgreSQL 15 (fsync on) as an ISP would have it. 100,000 subscriptions take 15 GB and some ten
# minutes to fill; fewer for a quick look:   bench/billing.sh 10000
set -euo pipefail

subscriptions=${1:-100000} times=${TIMES:-200}
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
port=25433 settings="-c shared_buffers=512MB -c max_wal_size=4GB"
stop() { kill "${pid:-}" "${radius:-}"; }
. "$home/bench/postgres.bash"
export GERBANG_HTTP_PORT=24080 GERBANG_ADMIN_PORT=24082 GERBANG_HTTPS_PORT=24443 GERBANG_API_TOKEN
GERBANG_API_TOKEN=gbg_$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')

printf '## %s subscriptions, 24 months\n\n' "$subscriptions"
SECONDS=0
psql -X -q -v ON_ERROR_STOP=1 -v n="$subscriptions" -f "$home/bench/billing.sql" >/dev/null
psql -X -At -c "SELECT format('Filled in %s s: %s invoices, %s payments, %s postings, %s.', '$SECONDS', (SELECT count(*) FROM invoice),
  (SELECT count(*) FROM payment), (SELECT count(*) FROM ledger_posting), pg_size_pretty(pg_database_size('gerbang')))"
psql -X -At -c "SELECT format('Ledger: sum %s, receivable less open invoices %s.', (SELECT sum(amount) FROM ledger_posting),
  (SELECT sum(amount) FROM ledger_posting WHERE account = 'receivable') - (SELECT sum(total - paid) FROM invoice))"

"$home/gerbang" billing >"$data/out" 2>"$data/err" & pid=$!
api=http://127.0.0.1:24080
until curl -sf -o /dev/null -H "Authorization: Bearer $GERBANG_API_TOKEN" "$api/api/v1/customers?limit=1"; do
  kill -0 "$pid" || { cat "$data/err"; exit 1; }
  sleep 0.5
done

# What each till held at the beginning of each day is written down soon after the start: the cash book counts from there.
until curl -sf -H "Authorization: Bearer $GERBANG_API_TOKEN" "$api/api/v1/jobs/cash-closings" | grep -q '"finishedAt":"'; do sleep 1; done

printf '\n## Lists, one at a time, %s times each with other values\n\n' "$times"
java "$home/bench/AskLists.java" "$api" "$GERBANG_API_TOKEN" "$subscriptions" "$times"

printf '\n## A billing run of everybody\n\n'
date=$(date -d "$(date +%Y-%m-01) +1 month -1 day" +%F)
run=$(curl -sf -H "Authorization: Bearer $GERBANG_API_TOKEN" -H 'Content-Type: application/json' -d "{\"date\": \"$date\"}" "$api/api/v1/billing-runs" |
  sed -E 's/.*"id":([0-9]+).*/\1/')
until curl -sf -H "Authorization: Bearer $GERBANG_API_TOKEN" "$api/api/v1/billing-runs/$run" | grep -q '"state":"done"'; do sleep 2; done
psql -X -At -c "SELECT format('%s invoices in %s s: %s a second.', count(*), round(extract(epoch FROM finished_at - asked_at), 1), round(count(*) / extract(epoch FROM finished_at - asked_at)))
  FROM billing_run JOIN billed_period ON billing_run_id = billing_run.id WHERE billing_run.id = $run GROUP BY finished_at, asked_at"

printf '\n## From the gateway to the open gate, while everybody is billed for the next month\n\n'
mkdir "$data/radius"
GERBANG_DATA=$data/radius GERBANG_ADMIN_PORT=24083 GERBANG_AUTH_PORT=25812 GERBANG_ACCT_PORT=25813 "$home/gerbang" radius >"$data/radius.out" 2>"$data/radius.err" & radius=$!
until grep -q 'directory loaded' "$data/radius.err"; do kill -0 "$radius" || { tail -5 "$data/radius.err"; exit 1; }; sleep 0.5; done
java -cp "$home/app/target/gerbang.jar" "$home/bench/OpenGate.java" "$api" "$GERBANG_API_TOKEN" 25812 25813 200 "$(date -d '+31 days' +%F)"
