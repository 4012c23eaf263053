"""How long customers take to come back, and who is due."""
