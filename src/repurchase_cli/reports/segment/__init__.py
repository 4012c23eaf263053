"""Who the loyal, potential, drifting and lost customers are."""
