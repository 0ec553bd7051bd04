# Jars are built outside: run `mvn package` first.
FROM eclipse-temurin:17-jre AS base
RUN useradd --system --uid 10001 --no-create-home oracle
WORKDIR /app
USER 10001

# One Spring Boot jar.
FROM base AS boot
ARG JAR
COPY ${JAR} /app/app.jar
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-jar", "/app/app.jar"]

# The command and everything it brings along.
FROM base AS cli
COPY cli/target/lib /app/lib
COPY cli/target/oracle-cli-*.jar /app/lib/
ENTRYPOINT ["java", "-cp", "/app/lib/*", "io.projectoracle.cli.Oracle"]
