"""Databases: what their addresses mean, how a session is opened, what goes wrong in words."""
