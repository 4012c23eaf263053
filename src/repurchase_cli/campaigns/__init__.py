"""Campaigns: offers, who gets one, coupon codes, the control arm, and the ledger of it all."""

#: Where the ledger is unless the user says otherwise.
LEDGER = "repurchase-ledger.sqlite"
