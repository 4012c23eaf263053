"""Bytes of a text file: encoding, dialect, shape, and the clean copy."""
