"""Words that a search does not ask for, in a file that anybody can read and mend."""

from functools import cache
from importlib.resources import files


@cache
def load_question_words() -> frozenset[str]:
    """The words by which people ask (多少钱, 怎么样): they say what kind of answer is wanted, no report holds them."""
    lines = files(__name__).joinpath("question_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
