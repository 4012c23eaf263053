"""Lifetime value: models, expectations, tests."""
