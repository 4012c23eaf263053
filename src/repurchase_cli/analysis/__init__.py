"""Numbers: one method per file; no settings, no clock, no files."""
