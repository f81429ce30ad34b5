"""What to do where a search finds nothing: what dropping a condition would give, and the nearest spelling."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.query import find_exclusions
from index.understanding.mending import respell
from index.understanding.spelling import suggest_spellings
from portal.services import services
from portal.views.search.address import LINKED, UNITS, Address
from portal.views.search.asking import Asking, count_results
from portal.views.search.narrowing import label_value

SPELLING, DROP = "spelling", "drop"


@dataclass(frozen=True, slots=True)
class Way:
    """Another search that finds something: of which kind, what it changes, its text, how many of what, its address."""

    kind: str
    text: str
    query: str
    total: int
    unit: str
    url: str


def find_ways(asking: Asking) -> tuple[Way, ...]:
    """Return what finds something in place of a search that does not: the nearest spelling, then one condition less."""
    address = asking.address
    tried: dict[Address, tuple[str, str]] = {}
    heard = services().known.heard(services().index.words())
    respelt = respell(asking.understood, heard)
    if respelt:
        tried.setdefault(replace(address, text=respelt.text, page=1), (SPELLING, respelt.text))
    for meant in suggest_spellings(asking.understood, services().lexicon.current(), services().index.words()):
        tried.setdefault(replace(address, text=meant.text, page=1), (SPELLING, meant.text))
    for label, other in (*_drop_one(asking), *_drop_several(asking)):
        tried.setdefault(other, (DROP, label))
    tried.pop(replace(address, page=1), None)
    found = ((other, told, count_results(other)) for other, told in tried.items())
    return tuple(
        Way(kind, label, other.text, total, UNITS[scope], other.url())
        for other, (kind, label), (total, scope) in found
        if total
    )


def _drop_one(asking: Asking) -> Iterator[tuple[str, Address]]:
    """Each condition with the address without it: what links say, what was understood, single words."""
    address, understood = replace(asking.address, page=1), asking.understood
    for field in LINKED:
        if (value := getattr(address, field)) is not None:
            yield label_value(field, value), address.without(field)
    for chip in understood.chips:
        yield chip.label, replace(address, text=chip.without)
    for start, end in find_exclusions(address.text):
        left = f"{address.text[:start]} {address.text[end:]}"
        yield address.text[start:end], replace(address, text=" ".join(left.split()))
    if len(asking.query.terms) > 1:
        for word in asking.query.words:
            if word in address.text:
                yield word, replace(address, text=" ".join(address.text.replace(word, " ", 1).split()))


def _drop_several(asking: Asking) -> Iterator[tuple[str, Address]]:
    """The address without all the words that by themselves find nothing either; where that will not do, without one more."""
    words = [word for word in asking.query.words if word in asking.address.text]
    heard = [word for word in words if _finds(_with_words(asking, [word]))]
    fewer = (
        [heard] if _finds(_with_words(asking, heard)) else [[*heard[:at], *heard[at + 1 :]] for at in range(len(heard))]
    )
    for kept in fewer:
        dropped = [word for word in words if word not in kept]
        if kept and len(dropped) > 1:
            yield "、".join(dropped), _with_words(asking, kept)


def _finds(address: Address) -> bool:
    total, _ = count_results(address)
    return total > 0


def _with_words(asking: Asking, words: Sequence[str]) -> Address:
    """The address with these words beside what was understood."""
    text, chips = asking.address.text, asking.understood.chips
    said = [text[chip.start : chip.end] for chip in chips]
    return replace(asking.address, text=" ".join([*said, *(word for word in words if word not in said)]), page=1)
