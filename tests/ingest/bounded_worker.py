"""A process apart for a test: answers a file with its length, unless the file tells it to take time or memory."""

import time

from ingest.readers.apart import serve


def _answer(content: bytes) -> object:
    if content == b"time":
        time.sleep(60)
    if content == b"memory":
        return len(bytearray(2**40))
    return len(content)


if __name__ == "__main__":
    serve(_answer, most_bytes=2**30, seconds=1)
