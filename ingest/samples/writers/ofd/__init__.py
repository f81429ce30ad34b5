"""Reports as OFD (GB/T 33190), as converters make them from a printed page: `write.write_ofd`.

`drawing.py` finds out what a printed page draws, `parts.py` writes it down in the words of the standard.
"""
