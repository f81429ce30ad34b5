"""The portal: a catalogue of what is published, pages in Chinese, downloads, and the command line."""

from portal.app import create_app

__all__ = ["create_app"]
