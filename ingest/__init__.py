"""From a source file to a published data package.

`pipeline` is the whole way in about twenty calls; a newcomer starts there.
"""
