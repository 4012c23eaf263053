"""Engines scan the files and reduce their lines to small tables."""
