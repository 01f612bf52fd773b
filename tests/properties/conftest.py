"""The same examples on every run, and no deadline: a slow machine is not a fault."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("communique", deadline=None, derandomize=True)
settings.load_profile("communique")
