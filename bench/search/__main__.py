"""Compare: python -m bench.search --count 10000."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from bench.search.corpus import write_corpus
from bench.search.report import print_report

ENGINES = ("mingzhang", "mingzhang_strings", "tantivy", "xapian", "fts5", "whoosh")
_INDEX_OF = {"mingzhang_strings": "mingzhang"}  # an engine that opens what another built
_SLOW = {"whoosh": 1}  # rounds of an engine whose page takes seconds
_ROOT = Path(__file__).resolve().parents[2]
# Debian packs Xapian's binding for its own Python alone.
_PYTHON = {"xapian": "/usr/bin/python3"}


@dataclass
class Worker:
    """An engine's process, and what was measured of it."""

    name: str
    process: "subprocess.Popen[str]"
    notes: list[str] = field(default_factory=list)
    built: dict[str, float] = field(default_factory=dict)
    opened: dict[str, float] = field(default_factory=dict)
    first: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    found: list[tuple[int, Mapping[str, Mapping[str, int]]]] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def ask(self, line: str) -> Any:
        """Send a line and wait for its answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read()

    def read(self) -> Any:
        """The next answer."""
        assert self.process.stdout
        answer = self.process.stdout.readline()
        if not answer:
            raise click.ClickException(f"{self.name} ended: see above")
        return json.loads(answer)


@contextmanager
def start(name: str, corpus: Path, folder: Path) -> Iterator[Worker | None]:
    """An engine's process; None, with the reason printed, where the engine is not installed."""
    python = _PYTHON.get(name, sys.executable)
    if not Path(python).exists():
        print(f"{name}: skipped: {python} is not here")
        yield None
        return
    command = [python, "-m", "bench.search.worker", name, str(corpus), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as process:
        worker = Worker(name, process)
        answer = worker.read()
        if "missing" in answer:
            print(f"{name}: skipped: {answer['missing']}")
            yield None
        else:
            worker.notes = answer["notes"]
            yield worker
        assert process.stdin
        process.stdin.close()


def build(name: str, corpus: Path, folder: Path) -> None:
    """Build an engine's index, unless it was built."""
    record = folder.with_suffix(".json")
    if record.exists():
        return
    if folder.exists():
        shutil.rmtree(folder)
    with start(name, corpus, folder) as worker:
        if worker:
            print(f"building {name} …", file=sys.stderr)
            built = worker.ask("build")
            built["megabytes"] = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
            record.write_text(json.dumps(built))


def measure(workers: list[Worker], corpus: Path, rounds: int) -> None:
    """Ask every engine every query: first each once, then round by round, so that noise of the machine meets all."""
    queries = json.loads((corpus / "queries.json").read_text())
    for worker in workers:
        worker.opened = worker.ask("open")
        for number in range(len(queries)):
            answer = worker.ask(f"page {number}")
            worker.first.append(answer["seconds"])
            worker.found.append((answer["total"], answer["facets"]))
    for number in range(rounds):
        for worker in workers:
            if number < _SLOW.get(worker.name, rounds):
                answer = worker.ask("round")
                worker.warm += answer["seconds"]
                worker.cpu += answer["cpu"]
    for worker in workers:
        worker.memory = worker.ask("memory")


@click.command()
@click.option("--count", default=10_000, help="Reports.")
@click.option("--rounds", default=10, help="How often each query is asked once it was asked.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    default=Path("var/bench-search"),
    help="Where corpora and indexes are kept.",
)
@click.option("--engines", default=",".join(ENGINES), help="Which, with commas between.")
@click.option("--rebuild", is_flag=True, help="Build the indexes anew.")
def main(*, count: int, rounds: int, cache: Path, engines: str, rebuild: bool) -> None:
    """Measure searching side by side and print a table."""
    corpus = cache.resolve() / str(count)
    names = engines.split(",")
    index_of = {name: _INDEX_OF.get(name, name) for name in names}
    write_corpus(corpus, count, with_tokens=set(index_of.values()) != {"mingzhang"})
    for name in dict.fromkeys(index_of.values()):
        if rebuild:
            (corpus / f"{name}.json").unlink(missing_ok=True)
        build(name, corpus, corpus / name)
    with ExitStack() as stack:
        workers = []
        for name in names:
            record = corpus / f"{index_of[name]}.json"
            if record.exists() and (worker := stack.enter_context(start(name, corpus, corpus / index_of[name]))):
                worker.built = json.loads(record.read_text())
                workers.append(worker)
        measure(workers, corpus, rounds)
        for worker in workers:
            if worker.name == "mingzhang":
                worker.extra = {one: worker.ask(f"call {one}") for one in ("make_tokens", "update", "cached")}
    print_report(workers, corpus, count)


if __name__ == "__main__":
    main()
