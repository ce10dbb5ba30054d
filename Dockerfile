# The image, made from the archive that has a Java of its own:
#
#   mvn -Pdist -DskipTests package && docker build -t rulekeeper -f Dockerfile target/dist
#
# Nothing is fetched but the base image and, from Debian, what pipelines use beside it: git, curl, jq and an
# SSH client. It runs as a user without rights, and with a root file system that nobody can write to:
#
#   docker run --read-only -v "$PWD:/work" rulekeeper plan
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS unpacked
ADD rulekeeper-*-linux-*.tar.gz /opt/
RUN mv /opt/rulekeeper-* /opt/rulekeeper \
  && RULEKEEPER_CACHE=/tmp/cache /opt/rulekeeper/bin/rulekeeper --version \
  && for data in /tmp/cache/*.*; do mv "$data" "/opt/rulekeeper/lib/rulekeeper.${data##*.}"; done

FROM ${BASE}
LABEL org.opencontainers.image.title=rulekeeper \
  org.opencontainers.image.description="Keeps Atlassian automation rules in Git, with every token replaced by a placeholder." \
  org.opencontainers.image.licenses=Apache-2.0
RUN apt-get update -qq \
  && apt-get install -yqq --no-install-recommends ca-certificates curl git jq openssh-client >/dev/null \
  && rm -rf /var/lib/apt/lists/*
COPY --from=unpacked /opt/rulekeeper /opt/rulekeeper
RUN ln -s /opt/rulekeeper/bin/rulekeeper /usr/local/bin/rulekeeper \
  && useradd --uid 10001 --create-home --home-dir /home/rulekeeper rulekeeper
USER 10001:10001
ENV HOME=/home/rulekeeper
WORKDIR /work
ENTRYPOINT ["rulekeeper"]
CMD ["--help"]
