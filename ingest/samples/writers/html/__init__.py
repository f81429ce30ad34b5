"""Reports as web pages, as sites of governments show them: `write.write_html`.

`body.py` blocks to markup in the manners of different editors, `frames.py` the sites around them.
"""
