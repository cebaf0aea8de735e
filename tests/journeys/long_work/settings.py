"""The project's settings, and the work of these tests."""

from chungtay.settings import *  # noqa: F403
from chungtay.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.journeys.long_work"]
