"""Settings. What differs between installations comes from the environment."""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from chungtay.lib.folders import var_folder
from chungtay.postgres import database_url

BASE_DIR = Path(__file__).resolve().parent.parent
DEBUG = False


def _secret_key() -> str:
    """The installation's own key: from the environment, or made once and kept to its owner."""
    if given := os.environ.get("CHUNGTAY_SECRET_KEY"):
        return given
    kept = var_folder() / "secret-key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"secret-key.{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # another process was first
            os.link(made, kept)
        made.unlink()
    return kept.read_text()


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("CHUNGTAY_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CHUNGTAY_ORIGINS", "").split(",") if o]
DATABASES = {"default": _database(database_url())}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "chungtay.places",
    "chungtay.people",
    "chungtay.children",
    "chungtay.support",
    "chungtay.fund",
    "chungtay.activities",
    "chungtay.health",
    "chungtay.plans",
    "chungtay.cases",
    "chungtay.rights",
    "chungtay.survey",
    "chungtay.exchange",
    "chungtay.demo",
    "chungtay.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]

MIDDLEWARE = [
    "chungtay.web.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "chungtay.web.headers.not_kept",
    "chungtay.web.headers.clean_asking",
    "chungtay.web.words.wordless",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chungtay.web.language.vietnamese_first",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "chungtay.web.scope.scoped",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chungtay.web.missing_key.told",
    "allauth.account.middleware.AccountMiddleware",
    "chungtay.web.session_limits.limited",
    "chungtay.web.second_factor.SecondFactor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "chungtay.urls"
WSGI_APPLICATION = "chungtay.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chungtay.web.desk.context",
            ],
            "builtins": ["chungtay.web.templatetags.vietnamese", "django.templatetags.i18n"],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "chungtay.people.passwords.GoodPassword"}]
PASSWORD_HASHERS = [
    "chungtay.people.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "chungtay.people.sign_in.StaffBackend",
]
# Five wrong passwords for an account from an address shut it there for a quarter of an hour.
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "chungtay.people.sign_in.counted_by"
AXES_USERNAME_CALLABLE = "chungtay.people.sign_in.tried"
AXES_LOCKOUT_CALLABLE = "chungtay.web.pages.sign_in.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "next", "login"]
AXES_RESET_ON_SUCCESS, AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = True, False
AXES_DISABLE_ACCESS_LOG, AXES_VERBOSE = True, False  # the trail keeps who signed in
# The demo's one relaxation: "optional". Anything else demands it of every role above the hamlet.
SECOND_FACTOR = os.environ.get("CHUNGTAY_SECOND_FACTOR", "required")
# (unused for, since the sign-in)
SESSION_LIMITS = {
    "officer": (30 * 60, 12 * 3600),
    "collaborator": (8 * 3600, 30 * 24 * 3600),
}
SESSION_COOKIE_AGE = 30 * 24 * 3600
ACCOUNT_ADAPTER = "chungtay.web.sign_in_adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # never shown: nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # axes counts in the database, for all processes together
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "reauthenticate": "chungtay.web.inputs.accounts.PasswordAgainForm",
    "change_password": "chungtay.web.inputs.accounts.NewPasswordForm",
    "set_password": "chungtay.web.inputs.accounts.SetPasswordForm",
}
MFA_ADAPTER = "chungtay.web.sign_in_adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "chungtay.web.inputs.accounts.CodeForm",
    "reauthenticate": "chungtay.web.inputs.accounts.CodeAgainForm",
    "activate_totp": "chungtay.web.inputs.accounts.FirstCodeForm",
    "add_webauthn": "chungtay.web.inputs.security_keys.AddKeyForm",
    "authenticate_webauthn": "chungtay.web.inputs.security_keys.KeyForm",
    "reauthenticate_webauthn": "chungtay.web.inputs.security_keys.KeyAgainForm",
}
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "chungtay" / "web" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

# Nothing that was typed or read is written: see web/logs.py. The driver's own word on a lost
# connection is left out: the person is told by a Problem.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"nameless": {"()": "chungtay.web.logs.Nameless"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "nameless"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "CRITICAL"},
        "psycopg": {"level": "CRITICAL"},
    },
}

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # served from the packages themselves: nothing to collect
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "script-src-attr": [NONE],
        "style-src": [SELF],
        "style-src-attr": [NONE],
        "object-src": [NONE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
BEHIND_HTTPS = bool(CSRF_TRUSTED_ORIGINS)
# A cookie with this prefix is taken by a browser over HTTPS only, and from this very host.
_PREFIX = "__Host-" if BEHIND_HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_PREFIX}sessionid", f"{_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
# What a message says can hold a name: never in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # of a form, without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 2
MOST_UPLOADED = 6_000_000  # of a whole request; a file may have 5 MB (lib/uploads)
MOST_UPLOADED_TO = {"/nhap-excel/": 41_000_000}  # workbooks of children, signed in
FILE_UPLOAD_HANDLERS = ["chungtay.web.uploading.InMemory"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"  # of each app: people/jobs.py
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
