"""Words that no vocabulary lists, or that mean something only beside certain labels."""

from ingest.extract.context.lists import divide
from ingest.extract.context.mind import Mind
from ingest.extract.context.wording import divides_purchases, gives_name, may_stand_before_label
from ingest.extract.lexicon import Kind, Token
from ingest.figures import BUDGET


def settle_part(mind: Mind, token: Token) -> Token:
    """货物, where procurement is told, is a label; elsewhere any word. Other tokens are given back as they are."""
    if token.kind is not Kind.PART:
        return token
    within, _, indicator = token.value.partition("|")
    labels = (mind.subject, *mind.sentence.recent[-1:])
    spoken_of = (mind.whole, *(one.indicators[0] for one in labels if one.indicators))
    if any(one.startswith(within) for one in spoken_of):
        return token.as_label(indicator)
    return Token(Kind.OTHER, token.start, token.end, token.text)


def take_other(mind: Mind, text: str) -> None:
    """Bind nothing across words that are unknown, unless they are known to change nothing."""
    if mind.nesting.outside and gives_name(text):
        mind.nesting.names_sum = True
        return
    if mind.home == BUDGET and divides_purchases(text):
        mind.paragraph.by_source = True
    if text == "中" and mind.near:
        divide(mind)  # 三公经费支出决算中，公务接待费…，占…
        return
    if not may_stand_before_label(text):
        mind.ahead.forget_when()
    if mind.mode not in {Kind.COMPARE, Kind.VERSUS} or mind.sign:
        mind.near = False
