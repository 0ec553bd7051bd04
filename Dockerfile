# Any part of Oracle as an image. Jars are built outside: run `mvn package` first, then
#   docker build --target boot --build-arg JAR=worker/target/oracle-worker-*-boot.jar .
#   docker build --target cli .
# Nothing is fetched while an image is built, apart from the base image.
ARG JRE_IMAGE=eclipse-temurin:17-jre

FROM ${JRE_IMAGE} AS base
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin oracle
COPY docker/probe /usr/local/bin/probe
WORKDIR /app

# The command, with everything it brings along. It stands first because builders other than BuildKit go
# through every stage before the one that is asked for.
FROM base AS cli
COPY cli/target/lib lib
COPY cli/target/oracle-cli-*.jar lib/
USER 10001
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "/app/lib/*", "io.projectoracle.cli.Oracle"]

# A Spring Boot jar taken apart: what changes rarely comes first and is shared between builds.
FROM base AS layers
ARG JAR
COPY ${JAR} /jar/app.jar
RUN java -Djarmode=tools -jar /jar/app.jar extract --layers --destination /layers

# One Spring Boot jar. The training run starts the application far enough to load its classes, with
# nobody to talk to, and writes them down where the next start maps them into memory. It uses the
# collector that the JVM chooses in a small container, since archives depend on it.
FROM base AS boot
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
RUN timeout 180 java -XX:ArchiveClassesAtExit=/app/app.jsa -XX:+UseSerialGC -Xlog:cds=off \
      -Xlog:cds+dynamic=off -Dspring.context.exit=onRefresh -jar app.jar \
      --spring.kafka.bootstrap-servers=127.0.0.1:1 --server.port=0 \
      --spring.kafka.properties.request.timeout.ms=2000 \
      --spring.kafka.properties.default.api.timeout.ms=2000 \
      --oracle.worker.endpoint.url=http://127.0.0.1:1/v1 >/tmp/training.log 2>&1; \
    test -s /app/app.jsa || { cat /tmp/training.log; exit 1; }; \
    rm -rf /tmp/*
USER 10001
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/app.jsa", "-Xlog:cds=off", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/app.jar"]
