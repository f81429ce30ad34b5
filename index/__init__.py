"""Making packages searchable: tokens, queries, documents, and backends that satisfy one protocol.

The index holds no fact that is not in a package: it is rebuilt from the store with one command.
"""
