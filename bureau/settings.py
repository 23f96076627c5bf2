"""Settings: everything an installation may choose comes from the environment, with a default that is safe."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

ROOT = Path(__file__).resolve().parent
DATA = Path(os.environ.get("MINGJIAN_DATA") or "var").resolve()


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def _secret(name: str) -> str:
    """A secret of this installation, made on first use in a file of its own that only its owner reads."""
    path = DATA / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = path.with_name(f"{name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(part, path)  # another process may have been first: its secret stands
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="utf-8").strip()


DEBUG = False
SECRET_KEY = os.environ.get("MINGJIAN_SECRET_KEY") or _secret("session.key")
# Hashes identity-card numbers. It lies outside the database and belongs in no backup of it.
IDENTITY_KEY = os.environ.get("MINGJIAN_IDENTITY_KEY") or _secret("identity.key")
DEMO = _flag("MINGJIAN_DEMO")

ALLOWED_HOSTS = [
    host for host in os.environ.get("MINGJIAN_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host
]
HTTPS = _flag("MINGJIAN_HTTPS")  # a server in front speaks TLS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

# In the order of the doors: the lowest room first.
ROOMS = (
    "bureau.trail.apps.TrailConfig",
    "bureau.kernel",
    "bureau.ui",
    "bureau.people",
    "bureau.jobs",
    "bureau.files",
    "bureau.reminders",
    "bureau.approvals",
    "bureau.law",
    "bureau.papers",
    "bureau.registry",
    "bureau.collecting",
    "bureau.campaign",
    "bureau.screening",
    "bureau.inspection",
    "bureau.rectification",
    "bureau.console",
)
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "bureau.ui.security.StrictContent",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "bureau.people.middleware.SessionRules",
    "bureau.console.middleware.AnswersRefusals",
    "bureau.kernel.middleware.ClosedByDefault",
    "axes.middleware.AxesMiddleware",
]
LANGUAGE_COOKIE_NAME = "language"
ROOT_URLCONF = "bureau.console.urls"
WSGI_APPLICATION = "bureau.console.wsgi.application"

_LOADERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS)])
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "bureau.ui.templatetags.mj",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "bureau.console.context.frame",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(default=f"sqlite:///{DATA / 'mingjian.sqlite3'}", conn_max_age=60)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Immediate transactions and a busy timeout: a writer waits for the one before it instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Who guesses at a password waits; counted by the name tried and the address it is tried from, whether there is such
# an account or not. Nothing that was typed is kept: every field of the forms that hold a password is named here.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time the page promises stays true
AXES_LOCKOUT_CALLABLE = "bureau.people.views.signing.locked_out"
AXES_CLIENT_IP_CALLABLE = "bureau.people.addresses.client_address"
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "password",
    "current",
    "chosen",
    "again",
    "csrfmiddlewaretoken",
]
PROXIES = int(os.environ.get("MINGJIAN_PROXIES", "0"))  # servers in front that add to X-Forwarded-For
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 3600  # a working day; bureau.people.sessions ends one sooner that nobody uses
CSRF_USE_SESSIONS = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = (("zh-hans", "简体中文"), ("en", "English"))
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
UPLOAD_LIMIT = 200 * 2**20  # bytes of one file; said on every page that takes one

# Reminders go by mail where a server is named; without one they stand in the queue only.
EMAIL_HOST = os.environ.get("MINGJIAN_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("MINGJIAN_MAIL_PORT") or "25")
EMAIL_HOST_USER = os.environ.get("MINGJIAN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MINGJIAN_MAIL_PASSWORD", "")
EMAIL_USE_TLS = _flag("MINGJIAN_MAIL_TLS")  # STARTTLS
EMAIL_USE_SSL = _flag("MINGJIAN_MAIL_SSL")  # TLS from the first byte, as on port 465
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("MINGJIAN_MAIL_FROM") or "mingjian@localhost"
OFFICE_ADDRESS = os.environ.get("MINGJIAN_ADDRESS", "").rstrip("/")  # in front of the addresses in a mail

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
