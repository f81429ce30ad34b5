"""One agency-year's accounts as exact amounts in yuan, before any word is written.

`model.py` says what accounts are, `build.py` makes those of a year from those of the year before, `views.py` sums them
the way the forms do.
"""
