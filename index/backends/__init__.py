"""Search backends; each satisfies `index.protocol.SearchBackend`."""
