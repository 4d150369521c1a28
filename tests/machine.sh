# What scripts need of the machine, for scripts that define `stop`, which says what is missing and ends.
# shellcheck shell=bash

# Installs a Debian package, where that is possible.
install() {
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        stop "the Debian package $1, or what brings the same, is missing"
    fi
    apt-get install -y -qq "$1" >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -y -qq "$1" >/dev/null; } ||
        stop "the package $1 could not be installed"
}

# A port that nobody listens on, below those the system hands out and above those of the scenarios.
free_port() {
    local port
    for port in $(shuf -i 30000-31999 -n 50); do
        (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
    stop "no free port found"
}

# Starts a PostgreSQL server of its own on a free port, gone with this script, for the first step
# that needs one. Its rows need not outlive a crash, so it does not wait for the disk.
start_postgres() {
    [ -z "$postgres_programs" ] || return 0
    local programs
    programs=$(find_postgres)
    if [ -z "$programs" ]; then
        install postgresql
        programs=$(find_postgres)
    fi
    postgres_programs=$programs
    [ -n "$programs" ] || stop "no PostgreSQL server found (Debian package postgresql)"
    postgres_folder=$(mktemp -d)
    local as=() port
    port=$(free_port)
    if [ "$(id -u)" = 0 ]; then
        chown postgres "$postgres_folder"
        as=(runuser -u postgres --)
    fi
    "${as[@]}" "$programs/initdb" --encoding=UTF8 --locale=C.UTF-8 -A trust -U postgres -D "$postgres_folder/data" >/dev/null
    "${as[@]}" "$programs/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -w start \
        -o "-p $port -k $postgres_folder -c fsync=off -c max_connections=400" >/dev/null
    postgres_stop=("${as[@]}" "$programs/pg_ctl" -D "$postgres_folder/data" -m immediate stop)
    trap '"${postgres_stop[@]}" >/dev/null 2>&1; rm -rf "$postgres_folder"' EXIT
    export WIDGETS_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
}

find_postgres() {
    local folder
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && echo "$folder"
    done | sort -V | tail -n 1
}

postgres_programs=
