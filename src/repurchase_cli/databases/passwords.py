"""Asking for a password where there is somebody to ask."""

from __future__ import annotations

import getpass
import sys

from repurchase_cli.databases.address import Address


def prompted(address: Address) -> str:
    """Return the password that is typed on the terminal; empty where there is none."""
    if not sys.stdin.isatty():
        return ""
    return getpass.getpass(f"Password of {address.user or 'the user'} for {address.database}: ")
