"""Customers who began together, period by period."""
