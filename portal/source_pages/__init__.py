"""The pages of a source as pictures, and what was read on each of them."""
