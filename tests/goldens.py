"""Golden files: what a test expects, kept beside it whole, compared readably, and rewritten only when asked."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

_MOST_LINES = 60


def compare_golden(folder: Path, files: Mapping[str, str], *, update: bool) -> str:
    """Return how files differ from those kept in a folder, as a unified diff; nothing where they do not.

    Args:
        folder: where the golden files lie, and nothing else.
        files: what there should be, by path.
        update: rewrite the golden files instead; they then agree.
    """
    kept = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    if update:
        for path in kept.keys() - files.keys():
            kept[path].unlink()
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="")
        return ""
    golden = {name: path.read_bytes().decode() for name, path in kept.items()}
    return "\n".join(_differences(golden, files))


def compare_golden_file(path: Path, text: str, *, update: bool) -> str:
    """Return how a text differs from the golden file at a path, as `compare_golden` does."""
    if update:
        path.write_text(text, encoding="utf-8", newline="")
        return ""
    golden = {path.name: path.read_bytes().decode()} if path.exists() else {}
    return "\n".join(_differences(golden, {path.name: text}))


def _differences(golden: Mapping[str, str], files: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(golden.keys() | files.keys()):
        if path not in files:
            yield f"{path}: no longer made"
        elif path not in golden:
            yield f"{path}: there is no golden file"
        elif golden[path] != files[path]:
            kept, made = golden[path].splitlines(), files[path].splitlines()
            lines = list(difflib.unified_diff(kept, made, f"golden/{path}", f"made/{path}", lineterm="", n=1))
            yield from lines[:_MOST_LINES]
            if len(lines) > _MOST_LINES:
                yield f"… {len(lines) - _MOST_LINES} more lines of differences in {path}"
