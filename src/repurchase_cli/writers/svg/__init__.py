"""Charts as inline SVG: no library, no script, colours by the page's CSS variables.

Texts are escaped by :mod:`markupsafe`; what a mark stands for is its ``<title>``, which browsers
show where the pointer rests. The same document gives the same bytes.
"""
