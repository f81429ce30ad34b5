"""Writing segments: Whoosh's writer, its locks, columns, words and commits, with postings gathered and written as arrays.

Small segments are merged as they come, each time about as many reports as are new; large ones are left alone, so that an
update takes the time of its own reports.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte

from index.backends.whoosh.codec import PackedCodec
from index.backends.whoosh.columns import pack_outline, pack_places, pack_text
from index.backends.whoosh.pooling import PostingsPool
from index.backends.whoosh.postings import read_term_postings
from index.backends.whoosh.raw import ArrayWriter, postings_path, terms_of
from index.backends.whoosh.schema import CODED, TEXT_FIELDS
from index.documents import ReportDocument

_SMALL = 500  # reports of a segment that may still be merged
_ONE = np.ones(1, np.int32)
_NO_POSITIONS = np.empty(0, np.uint16)


class ReportWriter(ArrayWriter):
    """Writes one segment; see Whoosh for `delete_document`, `commit` and `cancel`."""

    def __init__(self, index: Any) -> None:
        """Hold the index's lock.

        Raises:
            LockError: another process holds it.
        """
        super().__init__(index, codec=PackedCodec(), compound=False)
        self._postings = PostingsPool()
        self._lengths: dict[str, list[int]] = {name: [] for name in (*TEXT_FIELDS, "name", *CODED)}

    def remove_report(self, name: str) -> None:
        """Take a report out, if it is in."""
        if self.segments:
            number = self.searcher().document_number(name=name)
            if number is not None:
                self.delete_document(number)

    def add_report(self, document: ReportDocument) -> None:
        """Put a report in; whatever was in of its name is taken out."""
        self.remove_report(document.name)
        texts = {"names": document.names_tokens, "title": document.title_tokens, "body": document.body_tokens}
        coded = {
            "name": document.name,
            "agency": document.agency,
            "region": " ".join(document.regions),
            "year": str(document.year),
            "report_type": document.report_type,
        }
        values = {name: coded[name].encode() for name in ("name", *CODED)} | {
            "stamp": document.stamp.encode(),
            "text": pack_text(document.text),
            "places": pack_places(document.body_tokens.starts, document.body_tokens.ends),
            "outline": pack_outline(document.outline),
        }
        self.perdocwriter.start_doc(self.docnum)
        for name, tokens in texts.items():
            self._postings.add_report(name, self.docnum, tokens.words, tokens.counts, tokens.positions)
            self._add_length(name, len(tokens.positions))
        for name, word in coded.items():
            self._postings.add_word(name, word, np.array([self.docnum], np.int32), _ONE, _NO_POSITIONS)
            self._add_length(name, 0)
        for name, value in values.items():
            self.perdocwriter.add_column_value(name, self.schema[name].column_type, value)
        self.perdocwriter.finish_doc()
        self.has_reports()
        self.docnum += 1

    def _add_length(self, name: str, length: int) -> None:
        self.perdocwriter.add_field(name, self.schema[name], None, length)
        self._lengths[name].append(length_to_byte(length) if length else 0)

    def add_reader(self, reader: Any) -> None:
        """Take up the living reports of a segment."""
        numbers = np.full(reader.doc_count_all(), -1, np.int32)
        living = list(reader.all_doc_ids())
        numbers[living] = np.arange(self.docnum, self.docnum + len(living), dtype=np.int32)
        for name in self._lengths:
            self._lengths[name] += [length_to_byte(reader.doc_field_length(number, name) or 0) for number in living]
        self.write_per_doc(set(self.schema.names()), reader)
        data = np.fromfile(postings_path(reader), np.uint8)
        for name, word, block in read_term_postings(terms_of(reader), data):
            kept = numbers[block.ids] >= 0
            steps = block.steps
            if not kept.all():
                steps = steps[np.repeat(kept, block.counts)] if len(steps) else steps
            if kept.any():
                self._postings.add_word(name, word, numbers[block.ids[kept]], block.counts[kept], steps)
        self.has_reports()

    def write_fields(self, file: Any) -> Iterator[tuple[str, Iterator[tuple[bytes, bytes]]]]:
        """Write what was gathered; see `ArrayWriter`."""
        for name in self._postings.fields():
            yield name, self._postings.write(name, np.array(self._lengths[name], np.uint8), file)

    def finish(self) -> None:
        """Commit, with small segments merged."""
        self.commit(mergetype=_merge_small)


def _merge_small(writer: ReportWriter, segments: Sequence[Any]) -> list[Any]:
    """Take small segments up into the new one, as long as each is no larger than what is there; return the others.

    A segment of which no report is left is neither: taken up alone, it would be written as one without any columns.
    """
    living = [segment for segment in segments if segment.doc_count()]
    kept = [segment for segment in living if segment.doc_count() > _SMALL]
    size = writer.doc_count()
    for segment in sorted((one for one in living if one.doc_count() <= _SMALL), key=lambda one: one.doc_count()):
        if segment.doc_count() <= max(size, 1):
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
            size = writer.doc_count()
        else:
            kept.append(segment)
    return kept
