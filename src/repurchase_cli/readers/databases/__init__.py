"""Tables of databases, each written once as a private CSV text."""
