#!/bin/bash
# Starts MongoDB as a member of the replica set, with authentication. Members prove themselves to each other by a key,
# which has to be a file that nobody else may read; it is made of the root password, so that there is one secret less.
set -euo pipefail
umask 077
key=/tmp/replica-set.key
printf '%s' "$MONGO_INITDB_ROOT_PASSWORD" | sha256sum | cut -c 1-64 >"$key"
exec docker-entrypoint.sh mongod --replSet canvass --keyFile "$key" --bind_ip_all \
  --wiredTigerCacheSizeGB "${MONGO_CACHE_GB:-1}"
