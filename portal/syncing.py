"""Bringing what is derived up to date with the store."""

from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial

from index.building import Progress, SyncReport, sync_index
from ingest.processes import open_processes
from ingest.settings import Settings
from ingest.store import Store
from portal.catalogue.filling import Filled, sync_catalogue

_CHUNK = 8  # documents that a process makes before it hands them on


def sync_all(settings: Settings, progress: Progress, jobs: int = 1) -> tuple[Filled, SyncReport]:
    """Bring catalogue and index up to date with the store, with `jobs` processes; tells what was done.

    Raises:
        IndexBusyError: another process writes to one of them and does not end.
    """
    store = Store(settings.store)
    if jobs > 1:
        # A process that the system ends, for want of memory, leaves both whole: what is still to do is done here.
        with suppress(BrokenProcessPool), open_processes(jobs) as processes:
            filling = processes.submit(sync_catalogue, store, settings)
            synced = sync_index(store, settings.index, progress, partial(processes.map, chunksize=_CHUNK))
            return filling.result(), synced
    return sync_catalogue(store, settings), sync_index(store, settings.index, progress)
