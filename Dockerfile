# syntax=docker/dockerfile:1
# The service in a container, with a PostgreSQL of its own beside it (docker-compose.yml). Without DATABASE_URL it would
# start the embedded database, whose data then lives in /app/data: mount a volume there.
FROM node:20-bookworm-slim AS build
WORKDIR /app
# `npm install`, not `npm ci`: the lock file may lack other platforms' optional packages.
COPY package.json package-lock.json ./
RUN npm install --no-audit --no-fund --include=dev
COPY tsconfig.json nest-cli.json ./
COPY src ./src
RUN npx nest build && rm -rf dist/simulator && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
COPY --chown=node:node flows ./flows
# Generated keys (and the embedded database, where that is used) are kept here.
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Turns that are under way are finished on SIGTERM; compose waits as long as stop_grace_period says.
CMD ["node", "--enable-source-maps", "dist/main.js"]
