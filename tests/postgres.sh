#!/usr/bin/env bash
# Runs psql on a PostgreSQL server of its own: a new one in a temporary folder, with a Unix socket and no
# port, as somebody without rights, and stops it.
# usage: tests/postgres.sh COMMAND...      COMMAND finds the server by itself (PGHOST, PGUSER, PGDATABASE)
# The exit status is COMMAND's; 77 when PostgreSQL is not installed.
set -euo pipefail
programs=$(find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || exit 77

# The path of a socket is short.
folder=$(mktemp -d /tmp/bestby-postgres-XXXXXX)
as_nobody() { "$@"; }
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$folder"
  as_nobody() { (cd / && setpriv --reuid postgres --regid postgres --clear-groups "$@"); }
fi
stop() {
  as_nobody "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

{
  as_nobody "$programs/initdb" -D "$folder/data" -U bestby -A trust -E UTF8 --locale=C --no-sync
  as_nobody "$programs/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=off" start
} >"$folder.start" 2>&1 </dev/null || { cat "$folder.start" "$folder/log" >&2; rm -f "$folder.start"; exit 1; }
rm -f "$folder.start"
PGHOST=$folder PGUSER=bestby PGDATABASE=postgres "$@"
