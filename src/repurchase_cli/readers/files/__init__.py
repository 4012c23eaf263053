"""Containers of tables: folders, archives, workbooks, web pages, Parquet."""
