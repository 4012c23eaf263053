"""How values are written: each way stated once, used by Python to decide and by SQL to read."""
