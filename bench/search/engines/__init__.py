"""One module an engine; each runs in a process of its own, and imports what that engine needs alone."""
