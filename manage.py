#!/usr/bin/env python
"""Django's command line; `config.env` says which of the two services it speaks for."""

import gc
import sys

from django.core.management import execute_from_command_line

from config.env import choose_settings

if __name__ == "__main__":
    choose_settings()
    # Starting makes hundreds of thousands of objects that stay; looking for rubbish among them
    # would be a fifth of it.
    gc.set_threshold(50_000, 20, 50)
    execute_from_command_line(sys.argv)
