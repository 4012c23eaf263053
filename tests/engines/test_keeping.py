"""What an earlier run has kept gives the same answer, and a broken entry gives nothing at all."""

from __future__ import annotations
