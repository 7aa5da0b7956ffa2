"""Settings of the test suite: cheap passwords, a throw-away database."""

import os
import tempfile

os.environ.setdefault("SOTAY_DATA_DIR", tempfile.mkdtemp(prefix="sotay-test-"))
os.environ.setdefault("SOTAY_SECRET_KEY", "test-only")

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
