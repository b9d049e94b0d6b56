# Two stages: the first installs the locked dependencies, the second has neither uv nor a compiler.
FROM python:3.13-slim AS build
ENV UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-cache --compile-bytecode

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home vernissage \
    && install -d -o vernissage /app/data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY bot bot
COPY handlers handlers
COPY locales locales
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 HTTP_HOST=0.0.0.0
USER vernissage
VOLUME /app/data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ.get(\"HTTP_PORT\", 8080)}/healthz', timeout=3)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
