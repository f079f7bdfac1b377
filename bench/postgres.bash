# Sourced by the benchmarks: Debian's PostgreSQL 15 as an ISP would have it (fsync on), new, at $port, with a database `gerbang` at this
# version, and the environment by which psql and gerbang find it. Its directory, and that of what is measured, is $data. More of its
# settings: $settings. It ends with the script, after what the function `stop` stops, where there is one.
bin=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
[[ $EUID == 0 ]] || { echo "left out: as root, because PostgreSQL is started as its own user"; exit 77; }
[[ -x $bin/initdb ]] || { echo "left out: $bin/initdb is not there. Do: apt-get install -y postgresql-15"; exit 77; }
[[ -f $home/app/target/gerbang.jar ]] || "$home/gerbang" build

data=$(mktemp -d -p /var/tmp)
end() {
  ! declare -F stop >/dev/null || stop 2>/dev/null || true
  wait 2>/dev/null || true
  runuser -u postgres -- "$bin/pg_ctl" -D "$data/pg" -m fast stop >/dev/null || true
  rm -rf "$data"
}
trap end EXIT
chmod 755 "$data"
install -d -o postgres -m 700 "$data/pg"
password=$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$password" >"$data/password"
chown postgres "$data/password"
runuser -u postgres -- "$bin/initdb" -D "$data/pg" -U postgres --pwfile="$data/password" -A scram-sha-256 -E UTF8 --locale=C.UTF-8 >/dev/null
runuser -u postgres -- "$bin/pg_ctl" -D "$data/pg" -w -l "$data/pg/log" -o "-p $port -k $data/pg ${settings:-}" start >/dev/null
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres PGPASSWORD=$password PGDATABASE=gerbang
"$bin/createdb" gerbang
export GERBANG_DATA=$data GERBANG_DATABASE_URL=jdbc:postgresql://127.0.0.1:$port/gerbang GERBANG_DATABASE_USER=postgres GERBANG_DATABASE_PASSWORD=$password
export GERBANG_KEY_FILE=$data/seal.key
"$home/gerbang" migrate >"$data/out" 2>&1 || { cat "$data/out"; exit 1; }
