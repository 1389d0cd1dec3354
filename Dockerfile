# syntax=docker/dockerfile:1
# The service in a container: web, worker or both (ROLE), with the servers of docker-compose.yml beside it. Without
# DATABASE_URL it starts the embedded database, whose data then lives in /app/data: mount a volume there.
FROM node:20-bookworm-slim AS build
WORKDIR /app
# `npm install`, not `npm ci`: the lock file may lack other platforms' optional packages.
COPY package.json package-lock.json ./
COPY studio/package.json ./studio/
RUN npm install --no-audit --no-fund --include=dev
COPY tsconfig.json nest-cli.json ./
COPY src ./src
COPY studio/index.html studio/vite.config.ts studio/tsconfig.json ./studio/
COPY studio/src ./studio/src
COPY flows ./flows
COPY scripts/build-pages.mjs scripts/build-studio.mjs scripts/project.mjs ./scripts/
RUN npx nest build && node scripts/build-pages.mjs && node scripts/build-studio.mjs && rm -rf dist/simulator && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Owned by root: the service reads its own program and cannot change it.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY deploy/health.mjs ./deploy/health.mjs
COPY flows ./flows
# Generated keys and the embedded database, where they are used, are kept here.
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 CMD ["node", "deploy/health.mjs", "live"]
# Turns that are under way are finished on SIGTERM; compose waits as long as stop_grace_period says.
CMD ["node", "--enable-source-maps", "dist/main.js"]
