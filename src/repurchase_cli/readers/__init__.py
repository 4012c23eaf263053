"""Readers decide what a file is and means; they never load it."""
