"""The vocabulary's files hang together."""

from collections import Counter

from ingest.extract.lexicon import list_words
from ingest.vocabulary import load_indicators, load_labels


def test_a_word_has_one_meaning() -> None:
    """A word that is a label and a phase would be read as whichever file came last."""
    counted = Counter(word for word, _, _ in list_words())
    assert [word for word, times in counted.items() if times > 1] == []


def test_labels_are_of_indicators_that_exist() -> None:
    """Each row of labels belongs to an indicator of the contract."""
    assert set(load_labels()) <= set(load_indicators())
