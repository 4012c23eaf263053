"""How customers moved between classes from one day to another."""
