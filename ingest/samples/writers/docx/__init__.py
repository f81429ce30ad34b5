"""Reports as Word really writes them: `write.write_docx`.

`xml.py` the vocabulary, `body.py` blocks, `tables.py` tables, `contents.py` the table of contents, `numbering.py`
automatic numbers, `package.py` the other parts and the archive.
"""
