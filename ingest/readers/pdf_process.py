"""Reading PDFs in a process of their own, whose memory and time are bounded."""

import atexit
import os
import pickle
import subprocess
import sys
from threading import Lock

from ingest.errors import UnreadableSourceError
from ingest.readers.pdf_pages import Page
from ingest.readers.pdf_worker import LENGTH


class _Worker:
    """The process, started when the first file comes and again after one that ended it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        atexit.register(self.stop)

    def ask(self, content: bytes) -> list[Page] | str:
        """The pages of a file, or the sentence that refuses it.

        Raises:
            EOFError: the file ended the process.
        """
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self.stop()  # the system ended it while it waited
            process = self._process = self._process or self._start()
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                process.stdin.write(len(content).to_bytes(LENGTH) + content)
                process.stdin.flush()
                answer = process.stdout.read(int.from_bytes(process.stdout.read(LENGTH)))
            except BaseException:
                self.stop()  # what is left in the pipes belongs to no other file
                raise
            if not answer:
                self.stop()
                raise EOFError("the process that reads PDFs ended")
            pages: list[Page] | str = pickle.loads(answer)  # noqa: S301  (made by our own process)
            return pages

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "ingest.readers.pdf_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


_worker = _Worker()


def load_pages_apart(content: bytes) -> list[Page]:
    """Return the pages of a PDF, read in another process.

    Raises:
        UnreadableSourceError: as `load_pages` does, or the file takes more memory or time than any report.
    """
    try:
        answer = _worker.ask(content)
    except (EOFError, BrokenPipeError) as error:
        raise UnreadableSourceError("PDF 过于复杂，读取它的时间过长：请重新导出，或拆分后再试。") from error
    if isinstance(answer, str):
        raise UnreadableSourceError(answer)
    return answer
