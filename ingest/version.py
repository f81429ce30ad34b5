"""The extractor's version, which every package names: raised when the same source would be read differently."""

ENGINE = "0.1.0"
