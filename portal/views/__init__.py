"""One blueprint a subject; a view reads arguments, asks, fills one context and renders."""
