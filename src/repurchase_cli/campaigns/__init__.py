"""Campaigns: offers, who gets one, coupon codes, the control arm, and the ledger of it all."""
