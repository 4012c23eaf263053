"""Settings fitted to a shop's files."""
