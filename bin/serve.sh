# Processes that serve, and their end. Sourced by bin/demo and bin/dev, after bin/setup.

choose_port() { # sets PORT and LISTEN; taken ports end here, before anything else is done
    PORT=${PORT:-8000} LISTEN=${LISTEN:-127.0.0.1}
    case $PORT in *[!0-9]* | ??????*) fail "PORT=$PORT is not a port number." ;; esac
    export PORT LISTEN
    # column 2 is the local address with the port in hexadecimal, column 4 the state, 0A for listening
    if awk -v port="$(printf ':%04X$' "$PORT")" '$2 ~ port && $4 == "0A" { found = 1 } END { exit !found }' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null; then
        fail "Port $PORT is taken by another program." "Choose another one:  PORT=$((PORT + 1)) $0"
    fi
}

start() { # COMMAND...: in the background, out of reach of the terminal's Ctrl-C; leave stops it in good order
    setsid "$@" &
    CHILDREN="$CHILDREN $!"
}

serve() { # until Ctrl-C or until one of the started processes ends
    while alive; do
        sleep 1 &
        wait $! || true
    done
    fail 'One of the processes ended by itself (see above); stopping the others.'
}

alive() { for child in $CHILDREN; do kill -0 "$child" 2>/dev/null || return 1; done; }

wait_until_ready() {
    address=$LISTEN
    [ "$address" != 0.0.0.0 ] || address=127.0.0.1
    waited=0
    until answer=$(.venv/bin/python bin/ready.py "$address:$PORT" 2>&1); do
        alive || fail 'The web server or the worker ended by itself (see above).'
        waited=$((waited + 1))
        [ "$waited" -le 60 ] || fail "$answer"
        sleep 0.5
    done
}
