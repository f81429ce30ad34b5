"""What measures the search: the queries, two corpora with their truths, and the scoring of answers."""
