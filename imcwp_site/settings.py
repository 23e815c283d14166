"""Settings of the archive, read from the environment.

Every variable that is read here is listed in `.env.example` with what it does;
`make run` keeps the ones it makes in `var/environment`.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str) -> bool:
    """Tell whether the environment variable `name` is switched on (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Give the comma-separated values of the environment variable `name`."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


# Where things are kept: the database file, uploads and collected static files of this machine.

VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

# Security

DEBUG = flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random text that stays the same between "
        "restarts, or start with `make run`, which makes one and keeps it in var/environment."
    )
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
HTTPS = flag("HTTPS")  # set when visitors reach the site by https only
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# What HSTS says of subdomains and of browsers' lists is for the owner of the whole domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "editors.unsent.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# An editor's form may hold a hundred signatures or a report in five languages: Django's own
# limits (1,000 fields, 100 files, 2.5 MB) would answer 400 and lose the work.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Applications

INSTALLED_APPS = [
    "imcwp_site",
    "statements",
    "meetings",
    "parties",
    "documents",
    "editors",
    "django_filters",
    "csp",
    "django_prose_editor",
    "imcwp_site.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "imcwp_site.interface.InterfaceLanguageMiddleware",
    "imcwp_site.security.SoundRequestMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "editors.unsent.UnsentWorkMiddleware",
    "editors.middleware.OneTimePasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "imcwp_site.busy.BusyMiddleware",
]

ROOT_URLCONF = "imcwp_site.urls"
WSGI_APPLICATION = "imcwp_site.wsgi.application"
AUTH_USER_MODEL = "editors.Editor"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORM_RENDERER = "imcwp_site.forms.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "statements.context_processors.dossiers",
            ],
            "builtins": ["imcwp_site.templatetags.archive"],
        },
    },
]

# Databases: SQLite in one file to begin with, PostgreSQL when DATABASE_URL says so.

try:
    DATABASES = {
        "default": dj_database_url.config(
            default=f"sqlite:///{VAR_DIR / 'archive.sqlite3'}",
            conn_max_age=600,
            conn_health_checks=True,
        )
    }
except ValueError:  # whose message may show the password
    raise ImproperlyConfigured(
        "DATABASE_URL is no address of a database. Write it as postgres://user:password@host/name, "
        "with %-signs for special characters, or leave it out for SQLite."
    ) from None
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers go on while one writer writes, and a second writer waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
        ),
    }
elif DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL names a database that the archive does not run on: it runs on PostgreSQL "
        "(postgres://user:password@host/name) and on SQLite (sqlite:////path/to/file)."
    )
else:
    # Compiling a query takes longer than running it: every query of ours is a short one.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [{"NAME": "editors.passwords.AnotherPasswordValidator"}]

# Languages and time of the interface

LANGUAGE_CODE = "en"
# An address begins with the language, /es/…; English has none. Each has its catalogue in locale/.
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("el", "Ελληνικά"),
    ("tr", "Türkçe"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "imcwp_site.formats"
TIME_ZONE = os.environ.get("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = True

# Static files and uploads

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR_DIR / "files"))
# Uploads for imports at the desk, with their reports; several machines share this folder.
IMPORTS_DIR = Path(os.environ.get("IMPORTS_DIR", VAR_DIR / "imports"))
IMPORT_MAX_UPLOAD = 200 * 1024 * 1024
IMPORT_MAX_UNPACKED = 2 * 1024 * 1024 * 1024
IMPORT_MAX_FILES = 50_000
IMPORT_KEPT_DAYS = 30
# Source maps are long, and only asked for by those who look into scripts.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# The archive itself

SITE_NAME = os.environ.get("SITE_NAME", "IMCWP Archive")
# The languages in which the archive wants every text; the desk names those that are missing.
WORKING_LANGUAGES = words("WORKING_LANGUAGES", LANGUAGE_CODE)
# The address that feeds and metadata print; without it, the address of the request is used.
SITE_URL = os.environ.get("SITE_URL", "").rstrip("/")
# Addresses ("127.0.0.1:8001") inside a private network that check_sources may ask all the same.
PRIVATE_ADDRESSES_TO_ASK: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
