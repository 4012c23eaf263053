"""See :mod:`repurchase_cli.systems`."""

from repurchase_cli.systems import Mark, System

__all__ = ["Mark", "System"]
