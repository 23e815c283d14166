#!/usr/bin/env python3
"""Run a management command of the archive: python manage.py help."""

import os
import sys
from pathlib import Path

try:
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
except ImportError:
    execute_from_command_line = None

if __name__ == "__main__":
    by_hand = "DJANGO_SETTINGS_MODULE" not in os.environ
    if by_hand and (execute_from_command_line is None or "SECRET_KEY" not in os.environ):
        # Called by hand: go on with the packages and the environment that `make run` keeps.
        launch = Path(__file__).resolve().with_name("launch.py")
        os.execv(sys.executable, [sys.executable, str(launch), "manage", *sys.argv[1:]])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imcwp_site.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))  # it says what to set; where it was noticed is of no interest
