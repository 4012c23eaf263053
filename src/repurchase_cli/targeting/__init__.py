"""A campaign run: who is due, who is decided for, who is contacted with what."""
