"""Reading rows of the contract from `report.md`: each extractor is a pure function of text, sections and vocabulary."""
