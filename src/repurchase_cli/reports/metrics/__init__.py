"""The measures of repurchase, by period and group."""
