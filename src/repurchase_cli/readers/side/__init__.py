"""Side files: customers, inventory, feedback, points, suppression, aliases."""
