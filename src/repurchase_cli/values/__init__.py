"""How the fields of a line are read from the cells of a record: what a reader has decided.

A value is frozen and says which cells hold a field and how they are written; it gives the SQL over
the columns ``c0, c1, …`` of a scan. Without ``careful`` the SQL expects what the sample shows, with
it whatever can be read at all. The macros that the SQL calls are those of the grammars.
"""
