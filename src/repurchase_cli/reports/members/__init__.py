"""``repurchase members``."""
