# One image for the web server and the worker; docker-compose.yml starts both. Its client programs, for backups, are
# of the version of the server there.
FROM python:3.13-slim-trixie

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core gettext libgdal36 libharfbuzz-subset0 libpangoft2-1.0-0 postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/mapconsult
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.txt

COPY . .
# var/ is a volume, so the static files, which belong to the image, lie elsewhere
ENV PYTHONUNBUFFERED=1 STATIC_ROOT=/srv/static LISTEN=0.0.0.0 PORT=8000
RUN SECRET_KEY=build python manage.py compilemessages \
    && SECRET_KEY=build python manage.py collectstatic --noinput -i redoc -i rest_framework \
    && useradd --system --uid 999 --home-dir /srv/mapconsult mapconsult \
    && mkdir -p var/media && chown -R mapconsult: var

USER mapconsult
EXPOSE 8000
CMD ["bin/container", "web"]
