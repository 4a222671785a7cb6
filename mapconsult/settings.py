"""Settings: one file, read from the environment.

Every variable is described in docs/operations.md. `bin/setup` writes the generated ones to var/env,
which is read here, so that a bare `manage.py` works; the real environment wins over that file.
"""

from pathlib import Path

import environ
import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from mapconsult.api_settings import REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401
from mapconsult.headers import policy
from mapconsult.logs import configuration

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env_file = BASE_DIR / "var" / "env"
if env_file.is_file():
    environ.Env.read_env(env_file)

DEBUG = env.bool("DEBUG", default=False)
# The demo shows sign-ins on a public page and may run with generated secrets.
DEMO = env.bool("DEMO", default=False)
# The password of every demo sign-in; used by load_demo alone.
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="konsultacje")
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: run bin/setup, or set it in the environment.")
# Earlier ones: what they have signed stays good (docs/operations.md, Changing secrets).
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "mapconsult.apps.ProjectConfig",
    "geo.apps.GeoConfig",
    "mapconsult.accounts.apps.AccountsConfig",
    "mapconsult.consultations.apps.ConsultationsConfig",
    "mapconsult.feedback.apps.FeedbackConfig",
    "mapconsult.insight.apps.InsightConfig",
    "mapconsult.exchange.apps.ExchangeConfig",
    "mapconsult.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "leaflet",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "rest_framework_gis",
]

MIDDLEWARE = [
    "mapconsult.logs.log_requests",
    "mapconsult.outage.tell_outages",
    "mapconsult.middleware.refuse_unreadable",
    "mapconsult.middleware.refuse_huge",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mapconsult.headers.tell_browsers",
    "mapconsult.headers.PolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mapconsult.accounts.second_factor.second_factor",
    "mapconsult.accounts.tracking.acting_user",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# Debian 12 has GDAL 3.6. GDAL opens only the files that an operator imports by hand; what residents send
# is parsed without it (feedback/places.py).
# HSTS for a whole domain (W005), and on the lists within browsers (W021): the owner of the domain sets it in
# the proxy, because it binds sites that are not ours and can hardly be taken back.
SILENCED_SYSTEM_CHECKS = ["gis.W001", "security.W005", "security.W021"]

ROOT_URLCONF = "mapconsult.urls"
WSGI_APPLICATION = "mapconsult.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.db_url("DATABASE_URL", default="postgis:///mapconsult")}
DATABASES["default"] |= {
    "ENGINE": "django.contrib.gis.db.backends.postgis",
    "CONN_MAX_AGE": env.int("DATABASE_CONN_MAX_AGE", default=600),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES["default"]["OPTIONS"] = {
    # Eight tables joined by keys are best joined as they are written; to try all other orders takes
    # PostgreSQL 8 ms, more than the rest of a page of remarks.
    # Compiling a query (jit) takes longer than the queries of a page do, PostGIS ones above all.
    # Only the web server gives up waiting for locks (bin/gunicorn.conf.py).
    "options": "-c join_collapse_limit=4 -c jit=off "
    f"-c lock_timeout={env.int('DATABASE_LOCK_TIMEOUT', default=0)}",
    # A server that cannot be reached, or falls silent, is noticed in seconds; readers are told (outage.py).
    "connect_timeout": 5,
    "tcp_user_timeout": 20_000,
} | DATABASES["default"].get("OPTIONS", {})
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The one filter state, with what the rooms above feedback filter by.
REMARK_FILTER = "mapconsult.insight.filters.ResultsFilter"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "insight:panel"
LOGOUT_REDIRECT_URL = "consultations:home"

# Sign-in by django-allauth: e-mail and password, or a code by e-mail; then a second factor if there is one.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "mapconsult.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {"signup": "mapconsult.accounts.forms.SignUpForm"}
# The decoy of accounts/guarded.py.
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
# Codes instead of links: nothing secret stands in an address, and a phone needs no other window.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# Failures to sign in, by password or second factor: of one account, and from one address. An office of thirty
# people may well fail thirty times on a Monday morning.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/5m/ip,5/5m/key",
    # mails to one address, so that nobody fills a stranger's mailbox
    "request_login_code": "20/m/ip,5/15m/key",
    "reset_password": "20/m/ip,5/15m/key",  # nosec B105
    "confirm_email": "1/10s/key,10/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "mapconsult"
# A clock may be off by half a minute.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "mapconsult.accounts.once.AuthenticateOnceForm",
    "reauthenticate": "mapconsult.accounts.once.ReauthenticateOnceForm",
}

# History: what an event refers to is looked up by the event's own indexes alone.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

LANGUAGE_CODE = "pl"
# Polish and English are complete; Ukrainian is, on the pages of residents, and the panel stays Polish.
LANGUAGES = [("pl", _("Polish")), ("en", _("English")), ("uk", _("Ukrainian"))]
LOCALE_PATHS = [BASE_DIR / "frontend" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))
MEDIA_URL = "media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "mapconsult.staticfiles.HashedStaticFilesStorage"
    },
}
# Only the hashed files are kept, and source maps, which few read, are not compressed: a quarter of the time.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# Behind a proxy that ends TLS: SECURE=1 makes cookies secure and trusts X-Forwarded-Proto.
SECURE = env.bool("SECURE", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The prefix binds a cookie to this very host: none of its neighbours in the domain can plant one.
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# Scripts take the token from the forms of their page.
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# A long working day; the next morning everybody signs in anew.
SESSION_COOKIE_AGE = 12 * 60 * 60

# Where the admin is. Another path than that which every scanner tries keeps the log quiet.
ADMIN_PATH = f"{env.str('ADMIN_PATH', default='admin/').strip('/') or 'admin'}/"
# How many proxies stand before the web server and write X-Forwarded-For.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# What no person and no office sends within an hour; see docs/decisions/0007-limits.md.
REMARKS_PER_DEVICE = env.int("REMARKS_PER_DEVICE", default=200)
REMARKS_PER_ADDRESS = env.int("REMARKS_PER_ADDRESS", default=2000)
NEW_DEVICES_PER_ADDRESS = env.int("NEW_DEVICES_PER_ADDRESS", default=300)
PHOTOS_PER_ADDRESS = env.int("PHOTOS_PER_ADDRESS", default=600)
# Below so many, persons are not told apart in public; see docs/decisions/0017-small-numbers.md.
SUPPRESSION_THRESHOLD = env.int("SUPPRESSION_THRESHOLD", default=5)
# GeoJSON of one submission is small; what is larger is refused before it is read (413).
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if env.bool("TASKS_IMMEDIATE", default=False)
        else "django_tasks_db.DatabaseBackend",
    }
}

# Without EMAIL_URL mail is written into files, for the demonstration: nothing personal reaches a log.
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{BASE_DIR}/var/mail"))
if EMAIL_BACKEND.endswith(".filebased.EmailBackend"):  # noqa: F821
    EMAIL_BACKEND = "mapconsult.accounts.mail_files.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="mapconsult@localhost")

# Shared by all processes, because the limits on signing in are counted in it. Django would throw entries away
# from 300 on, and with them the count of failures that somebody wants forgotten.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
        "KEY_FUNCTION": "mapconsult.caching.keyed",
    }
}

# Base maps an operator may switch on: JSON list of {"name", "url", "attribution", "maxZoom", "wms"?}.
# Empty means none: plan layers and boundaries are drawn by ourselves and no other host is called.
BASE_MAPS = env.json("BASE_MAPS", default=[])
# National services that the server (no browser) asks for addresses and cadastral parcels; empty means none.
GUGIK_UUG_URL = env.str("GUGIK_UUG_URL", default="")
GUGIK_ULDK_URL = env.str("GUGIK_ULDK_URL", default="")
# The maps of the admin, which would call OpenStreetMap.
LEAFLET_CONFIG = {
    "TILES": [
        (base["name"], base["url"], {"attribution": base["attribution"]})
        for base in BASE_MAPS
        if not base.get("wms")
    ]
}

CONTENT_SECURITY_POLICY = policy(pictures=[base["url"] for base in BASE_MAPS])

# What the observatory says of its open data, such as "CC0 1.0": whoever publishes them decides.
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")

# Figures for Prometheus (metrics.py).
METRICS = env.bool("METRICS", default=False)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS:
    if not METRICS_TOKEN:
        raise ImproperlyConfigured("METRICS=1 needs a METRICS_TOKEN, which Prometheus sends.")
    INSTALLED_APPS.append("django_prometheus")
    MIDDLEWARE.insert(0, "django_prometheus.middleware.PrometheusBeforeMiddleware")
    MIDDLEWARE.append("django_prometheus.middleware.PrometheusAfterMiddleware")

# Changes with every deployment, so that answers cached by an older release are not reused.
RELEASE = env.str("RELEASE", default="dev")

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOG_FORMAT = env.str("LOG_FORMAT", default="plain")
LOGGING = configuration(LOG_FORMAT, LOG_LEVEL)
