#!/bin/sh
# Starts Redis with its password, which comes by the environment and must not stand in the list of processes.
set -eu
umask 077
printf 'requirepass %s\nmaxmemory %s\n' "$REDIS_PASSWORD" "${REDIS_MAXMEMORY:-512mb}" >/tmp/redis-own.conf
exec redis-server "$(dirname "$0")/redis.conf"
