"""The catalogue: a relational read model of the store, rebuilt from the packages at any time."""
