"""Settings, all from the environment; every default is safe on one machine."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlparse

BASE_DIR = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("SOTAY_DEMO", "") == "1"
DATA_DIR = Path(os.environ.get("SOTAY_DATA_DIR") or BASE_DIR / "var") / ("demo" if DEMO else "that")
DEBUG = False


def _secret_key() -> str:
    """From the environment, else a file that only the owner can read, made at first use."""
    if key := os.environ.get("SOTAY_SECRET_KEY"):
        return key
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _database() -> dict[str, object]:
    """SQLite beside the data unless SOTAY_DATABASE_URL names a PostgreSQL database."""
    url = os.environ.get("SOTAY_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "config.sqlite3",
            "NAME": str(DATA_DIR / "sotay.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # What is deleted is overwritten: sealed ballots beside their ticks (docs/adr/0008).
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; "
                "PRAGMA secure_delete=ON;",
            },
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit("SOTAY_DATABASE_URL: viết postgresql://người-dùng:mật-khẩu@máy:cổng/tên")
    host = parts.hostname or dict(p.split("=", 1) for p in parts.query.split("&") if "=" in p).get("host", "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) + ("_demo" if DEMO else ""),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
    }


SECRET_KEY = _secret_key()
# What has been taken back, outside the database and its backups (docs/operators.md).
RIGHTS_LEDGER = os.environ.get("SOTAY_RIGHTS_LEDGER") or str(DATA_DIR / "rights-ledger")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = os.environ.get("SOTAY_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("SOTAY_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "sotay.journal",
    "sotay.accounts",
    "sotay.organisations",
    "sotay.access",
    "sotay.rulesets",
    "sotay.facts",
    "sotay.documents",
    "sotay.members",
    "sotay.meetings",
    "sotay.ballots",
    "sotay.resolutions",
    "sotay.oversight",
    "sotay.minutes",
    "sotay.programmes",
    "sotay.imports",
    "sotay.reporting",
    "sotay.notifications",
    "sotay.upkeep",
    "sotay.demo",
    "sotay.web",
    "sotay.jobs",
]
AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "web:sign-in"
LOGIN_REDIRECT_URL = "web:home"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sotay.web.compressing.PageGZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "sotay.web.imports.limit.UploadLimitMiddleware",
    "sotay.web.middleware.ScopedDoorMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.messages.context_processors.messages",
                "sotay.web.context.shell",
            ],
            "builtins": ["sotay.web.templatetags.sotay"],
        },
    }
]

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False

HTTPS = os.environ.get("SOTAY_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_ENGINE = "sotay.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "sotay_demo" if DEMO else "sotay"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "manifest-src": ["'self'"],
}
# Whoever reaches below their own cell signs in with two steps, so many days after they were first asked.
# The demo's invented people are spared it; real data never is.
SECOND_STEP = not DEMO
SECOND_STEP_GRACE_DAYS = int(os.environ.get("SOTAY_SECOND_STEP_GRACE_DAYS", "14"))
# Secret ballots on members' own devices (docs/adr/0008); never for elections or discipline.
# The programme (đề án) that the organisations of this installation carry out, by its code; none unless the
# operator names it. The demo's district carries out that of the source article.
PROGRAMME = os.environ.get("SOTAY_PROGRAMME", "de-an-11" if DEMO else "")
SECRET_BALLOT = os.environ.get("SOTAY_SECRET_BALLOT", "") == "1"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 0  # uploads go to a file at once and are deleted after the import
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Logs by allow-list: levels and our own event names; no bodies, no query strings, no persons.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
