"""Reading in processes apart, whose memory and time are bounded: libraries that a file can make take all there is.

Messages go over standard input and output: eight bytes of length, then the file, or the pickled answer.
"""

import atexit
import os
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from threading import Lock
from typing import ClassVar, Generic, TypeVar

from ingest.errors import UnreadableSourceError

_LENGTH = 8
T = TypeVar("T")


class Worker(Generic[T]):
    """A process, started when the first file comes and again after one that ended it."""

    _all: ClassVar[list[Callable[[], None]]] = []  # how each is ended

    def __init__(self, module: str, too_much: str) -> None:
        """Name the process.

        Args:
            module: what it runs; it calls `serve`.
            too_much: the sentence that refuses a file which ended the process.
        """
        self._module = module
        self._too_much = too_much
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        atexit.register(self.stop)
        self._all.append(self.stop)

    @classmethod
    def stop_all(cls) -> None:
        """End all such processes; the next question starts its own again."""
        for stop in cls._all:
            stop()

    def ask(self, content: bytes) -> T:
        """What the process makes of a file.

        Raises:
            UnreadableSourceError: it refused the file, or the file took more memory or time than any report.
        """
        try:
            answer = self._ask(content)
        except (EOFError, BrokenPipeError) as error:
            raise UnreadableSourceError(self._too_much) from error
        if isinstance(answer, str):
            raise UnreadableSourceError(answer)
        return answer

    def _ask(self, content: bytes) -> T | str:
        with self._lock:
            if self._process is not None and self._process.poll() is not None:
                self.stop()  # the system ended it while it waited
            process = self._process = self._process or self._start()
            assert process.stdin is not None
            assert process.stdout is not None
            with ExitStack() as failing:
                failing.callback(self.stop)  # what is left in the pipes belongs to no other file
                process.stdin.write(len(content).to_bytes(_LENGTH) + content)
                process.stdin.flush()
                answer = process.stdout.read(int.from_bytes(process.stdout.read(_LENGTH)))
                if not answer:
                    raise EOFError(f"the process of {self._module} ended")
                failing.pop_all()
            made: T | str = pickle.loads(answer)  # noqa: S301  (made by our own process)
            return made

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603  (a module of ours)
            [sys.executable, "-m", self._module],
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


def serve(answer: Callable[[bytes], object], *, most_bytes: int, seconds: int) -> None:
    """Be such a process: answer each file of standard input, or with the sentence that refuses it, until none is left.

    Args:
        answer: what is made of a file; it may set the alarm anew once it knows more.
        most_bytes: of address space.
        seconds: for a file; the alarm ends the process, whatever it is doing.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts ingest ends this process by ending that one
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while header := incoming.read(_LENGTH):
        signal.alarm(seconds)
        content = incoming.read(int.from_bytes(header))
        made: object
        try:
            made = answer(content)
        except UnreadableSourceError as error:
            made = str(error)
        signal.alarm(0)
        packed = pickle.dumps(made)
        outgoing.write(len(packed).to_bytes(_LENGTH) + packed)
        outgoing.flush()
