# The server alone, as a user of its own, on Debian's PostgreSQL. See docs/hosting.md.

FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked -p hearth-cli && strip target/release/hearth-server

FROM debian:bookworm-slim
# Debian's PostgreSQL makes no cluster: the server makes its own.
RUN mkdir -p /etc/postgresql-common \
    && echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf \
    && apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates postgresql tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/hearth-server --shell /usr/sbin/nologin hearth \
    && install -d -o hearth -g hearth -m 0700 /var/lib/hearth-server
COPY --from=build /src/target/release/hearth-server /usr/bin/hearth-server
COPY LICENSE-APACHE LICENSE-MIT /usr/share/doc/hearth-server/

USER hearth
WORKDIR /var/lib/hearth-server
VOLUME /var/lib/hearth-server
ENV HEARTH_DATA_DIR=/var/lib/hearth-server \
    HEARTH_LISTEN=0.0.0.0:8000
EXPOSE 8000
# It stops PostgreSQL when the last request is answered: give it `--stop-timeout 60`.
STOPSIGNAL SIGTERM
# The first process of a container also takes over orphans, which the server does not.
ENTRYPOINT ["tini", "--", "hearth-server"]
CMD ["serve"]
