"""Reports as PDF, laid out as agencies publish them: `write.write_pdf`.

`layout.py` pages, styles and the table of contents, `tables.py` ruled tables, `write.py` blocks and the two passes.
"""
