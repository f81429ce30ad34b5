"""The process in which PDFs are read, one after another: a file of a few bytes can make the library take all there is.

Messages go over standard input and output: eight bytes of length, then the file, or the pickled answer.
"""

import pickle
import resource
import signal
import sys
from typing import BinaryIO

from ingest.errors import UnreadableSourceError
from ingest.readers.pdf_pages import load_pages

LENGTH = 8
_BYTES = 768 * 2**20  # of address space; ordinary files take a tenth
_SECONDS = 20  # before the pages are counted; then half a second for each, twenty times what an ordinary one takes


def serve(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer each file with its pages, or with the sentence that refuses it, until there are no more."""
    while header := incoming.read(LENGTH):
        signal.alarm(_SECONDS)  # ends the process, whatever it is doing
        content = incoming.read(int.from_bytes(header))
        answer: object
        try:
            answer = load_pages(content, lambda count: signal.alarm(_SECONDS + count // 2))
        except UnreadableSourceError as error:
            answer = str(error)
        signal.alarm(0)
        packed = pickle.dumps(answer)
        outgoing.write(len(packed).to_bytes(LENGTH) + packed)
        outgoing.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts ingest ends this process by ending that one
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    serve(sys.stdin.buffer, sys.stdout.buffer)
