"""``repurchase products``: the goods side of repurchase."""
