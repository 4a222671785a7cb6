# The private PostGIS cluster: made on first use, reached through a Unix socket alone, never on a port. A cluster of
# the system is not touched. Sourced by bin/setup.

as_owner() { # COMMAND...: as the user who owns the cluster, because PostgreSQL refuses to run as root
    if is_root; then (cd / && exec runuser -u "$OWNER" -- "$@"); else "$@"; fi
}

find_cluster() { # sets OWNER, DATA, RUN and PGBIN
    checkout=$(printf %s "$ROOT" | cksum | cut -d ' ' -f 1)
    OWNER=$(id -un)
    ! is_root || OWNER=postgres
    base=$ROOT/var
    if is_root && [ ! -d "$base/postgres" ] && ! as_owner test -x "$base"; then
        base=/var/lib/mapconsult/$checkout
    fi
    DATA=$base/postgres RUN=$base/run
    # the path of a Unix socket has at most 107 bytes, and this one also stands in a URL
    case $RUN in *[!A-Za-z0-9/._-]*) RUN=/tmp/mapconsult-$checkout ;; esac
    [ "${#RUN}" -le 80 ] || RUN=/tmp/mapconsult-$checkout
    version=$(postgis_version)
    if [ -d "$DATA" ]; then
        is_root || [ "$(stat -c %U "$DATA")" = "$OWNER" ] ||
            fail "The database in $DATA belongs to $(stat -c %U "$DATA"): run the command as that user, or with sudo."
        OWNER=$(stat -c %U "$DATA")
        version=$(as_owner cat "$DATA/PG_VERSION")
    fi
    PGBIN=/usr/lib/postgresql/$version/bin
    [ -x "$PGBIN/postgres" ] || fail "The database in $DATA is of PostgreSQL $version, which is not installed." \
        'docs/operations.md (Upgrading) says how to carry it over.'
}

own_directory() { # PATH: makes it, for the owner of the cluster alone
    [ -d "$1" ] || { mkdir -p "$1" && { ! is_root || chown "$OWNER:" "$1"; }; }
    as_owner test -O "$1" || fail "$1 belongs to somebody else: remove it and run the command again."
    as_owner chmod 700 "$1"
}

make_cluster() {
    [ ! -d "$DATA" ] || return 0
    rm -rf "$DATA.new"
    own_directory "$DATA.new"
    quietly as_owner "$PGBIN/initdb" -D "$DATA.new" --username=postgres --auth-local=trust --auth-host=reject \
        --encoding=UTF8 --locale=C.UTF-8 || fail 'The database cluster could not be made (see above).'
    echo "include 'mapconsult.conf'" | as_owner tee -a "$DATA.new/postgresql.conf" >/dev/null
    mv "$DATA.new" "$DATA"
}

configure_cluster() { # at each start, so that a new release brings its own settings
    memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
    buffers=$((memory / 8))
    [ "$buffers" -ge 64 ] || buffers=64
    [ "$buffers" -le 1024 ] || buffers=1024
    # whoever reaches the socket is trusted: it lies in a directory of mode 0700; no value of any row gets into the log
    as_owner tee "$DATA/mapconsult.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$RUN'
unix_socket_permissions = 0700
max_connections = 80
shared_buffers = ${buffers}MB
effective_cache_size = $((memory / 2))MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
random_page_cost = 1.1
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
log_checkpoints = off
log_statement = none
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length_on_error = 0
timezone = 'UTC'
CONF
}

cluster_runs() { # any process that works in the data directory, as each of PostgreSQL's does
    [ -n "$(find /proc -maxdepth 2 -name cwd -lname "$(printf %s "$DATA" | sed 's/[][*?\\]/\\&/g')" 2>/dev/null)" ]
}

cluster_answers() { as_owner "$PGBIN/pg_isready" -q -h "$RUN" -d postgres; }

in_cluster() { as_owner "$PGBIN/psql" -qAt -h "$RUN" -U postgres -v ON_ERROR_STOP=1 "$@"; }

start_cluster() {
    own_directory "$RUN"
    waited=0
    while ! cluster_answers; do
        if ! cluster_runs; then
            # what kill -9 and power cuts leave behind: PostgreSQL will not start while that number is in use again
            as_owner rm -f "$DATA/postmaster.pid" "$RUN/.s.PGSQL.5432" "$RUN/.s.PGSQL.5432.lock"
            configure_cluster
            # without the locks of this command, which the server would keep
            as_owner "$PGBIN/pg_ctl" -D "$DATA" -l "$DATA/server.log" -w -t 120 -s start 8>&- 9>&- ||
                fail 'The database server did not start:' "$(as_owner tail -n 10 "$DATA/server.log")"
            STARTED=1
        fi
        waited=$((waited + 1))
        [ "$waited" -le 120 ] || fail "The database server does not answer; its log is $DATA/server.log."
        sleep 0.5
    done
}

stop_cluster() {
    ! cluster_runs || as_owner "$PGBIN/pg_ctl" -D "$DATA" -w -t 60 -m fast -s stop
}

make_database() { # NAME: of the role mapconsult, which may make more of them, for tests; the template brings PostGIS
    if [ -z "$(in_cluster -d postgres -c "SELECT 1 FROM pg_roles WHERE rolname = 'mapconsult'")" ]; then
        in_cluster -d template1 -c 'SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS postgis'
        in_cluster -d postgres -c 'CREATE ROLE mapconsult LOGIN CREATEDB'
    fi
    [ -n "$(in_cluster -d postgres -c "SELECT 1 FROM pg_database WHERE datname = '$1'")" ] ||
        in_cluster -d postgres -c "CREATE DATABASE $1 OWNER mapconsult"
}

database() { # [NAME]: a running cluster with this database, and its DATABASE_URL; given by hand, that one stays
    [ -z "$EXTERNAL" ] || return 0
    find_cluster
    make_cluster
    start_cluster
    make_database "${1:-mapconsult}"
    export DATABASE_URL="postgis://mapconsult@/${1:-mapconsult}?host=$RUN"
}
