"""The command line. Data goes to stdout, messages to stderr; exit codes: see `cli.common`."""

from __future__ import annotations


def main() -> int:
    """Entry point of the `communique` command; returns the exit status."""
    from cli.app import run

    return run()
