"""Processes beside the one that was called."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

# What they share from the start; loading it takes each of them as long as reading several reports.
_PRELOADED = ["ingest.readers.docx", "ingest.readers.pdf", "ingest.readers.xlsx", "ingest.warming"]


def open_processes(jobs: int) -> ProcessPoolExecutor:
    """A pool of processes that are ready to read reports."""
    # A forked process would hold on to the store's lock after its parent died; a server's is forked before there is one.
    context = get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return ProcessPoolExecutor(jobs, context)
