# A small image of the server. Build: docker build -t chevet .
# Try:   docker run --rm -p 127.0.0.1:8080:8080 chevet demo --bind 0.0.0.0 --plain-http
# Run:   docker run -v chevet:/var/lib/chevet -p 8080:8080 -p 2575:2575 chevet

FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked --package cli --bin chevet

FROM debian:bookworm-slim
RUN useradd --system --home-dir /var/lib/chevet --create-home chevet
COPY --from=build /src/target/release/chevet /usr/local/bin/chevet
COPY LICENSE /usr/share/doc/chevet/LICENSE
USER chevet
VOLUME /var/lib/chevet
EXPOSE 8080 2575
STOPSIGNAL SIGTERM
ENTRYPOINT ["chevet"]
# Inside a container, loopback is nobody's: the ports that are published decide who may connect.
CMD ["serve", "--data", "/var/lib/chevet", "--bind", "0.0.0.0", "--plain-http"]
