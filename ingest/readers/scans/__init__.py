"""Pages that are pictures: scanned PDFs and photographs of pages, recognised on the CPU.

`pictures.py` opens them within limits, `skew.py` sets them straight, `rulings.py` finds the grids of tables,
`recogniser.py` wraps the library that reads text, `glyphs.py` mends what it is known to slip on, `layout.py` puts lines
and cells together. All of that runs in `worker.py`, a process of its own, which `process.py` asks page by page.
"""
