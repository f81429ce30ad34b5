"""Rules over several reports: the year before, the budget of the year, the units, the evaluations; and what is disclosed.

Pure functions from published reports to what pages show beside them. Nothing of it is in a package: neighbours come, go
and change, versions do not. `reading.py` alone opens files.
"""
