FROM node:24-bookworm-slim

# Python runs users' functions; pip installs the packages that they ask for.
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-pip ca-certificates tini \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY schema/federation-shim schema/federation-shim
COPY console/build/without-lightningcss console/build/without-lightningcss
# The embedded databases can be left out: with them, one container alone is a whole platform.
COPY schema/embedded/clickhouse-engine/package*.json schema/embedded/clickhouse-engine/
RUN npm install --omit=dev --no-save && npm install --no-save --prefix schema/embedded/clickhouse-engine && npm cache clean --force
COPY . .
# The console, as browsers load it.
RUN node console/build/ensure.mjs

RUN mkdir -p /data/functions/packages && chown -R node:node /data
USER node
# docker build --build-arg GIT_COMMIT=$(git rev-parse HEAD)
ARG GIT_COMMIT
ENV GIT_COMMIT=$GIT_COMMIT
ENV SINAS_DATA_DIR=/data UV_THREADPOOL_SIZE=16 NODE_OPTIONS=--max-semi-space-size=8
EXPOSE 51245
ENTRYPOINT ["tini", "--"]
CMD ["node", "gateway/main.ts"]
