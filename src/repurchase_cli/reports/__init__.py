"""Reports: the only place where numbers and settings meet; each builds a Document."""
