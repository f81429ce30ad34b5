"""Searching 10,000 reports: Mingzhang beside tantivy, SQLite FTS5, Xapian and Whoosh as it comes, in one run."""
