"""Sections as the plans of `data/plans.toml` order them: headings with numbers, bodies from their builders."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from ingest.samples.data_files import load_tree
from ingest.samples.document import Block, Heading
from ingest.samples.scene import Scene

Builder: TypeAlias = Callable[[Scene], tuple[Block, ...]]
Entry: TypeAlias = Mapping[str, Any]


def plan_of(report: str, name: str, voice: str) -> Sequence[Entry]:
    """Return the entries of a plan for a voice, the common ones where it has none of its own."""
    plans = load_tree("plans")[report][name]
    entries: Sequence[Entry] = plans.get(voice) or plans["any"]
    return entries


def sections(
    scene: Scene, entries: Sequence[Entry], builders: Mapping[str, Builder], level: int, depth: int = 1
) -> Iterator[Block]:
    """Yield the headings and bodies of a plan.

    Args:
        scene: the report.
        entries: sections with `key`, `title`, perhaps `children`, `since`, `until`.
        builders: what writes the body of each key; `nothing` has none.
        level: level of the headings (1 for parts).
        depth: how many levels of headings are listed in the table of contents.
    """
    in_force = [entry for entry in entries if entry.get("since", 0) <= scene.year <= entry.get("until", 9999)]
    for place, entry in enumerate(in_force, 1):
        yield Heading(level, scene.manner.heading_number(level, place), scene.title(entry["title"]), listed=depth > 0)
        if entry["key"] != "nothing":
            yield from builders[entry["key"]](scene)
        yield from sections(scene, entry.get("children", ()), builders, level + 1, depth - 1)
