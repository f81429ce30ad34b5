"""What a reader has in mind while going through a paragraph: what is spoken of, in which phase, compared with what.

Words change it (`Context.follow`); `narrative` binds numbers by it. Where the words leave open what a number is of,
nothing is in mind: precision goes before recall.

`mind` holds the state, `position` where in the sentence the reader stands; each other module takes in one family of
words: `labels`, `funds`, `phases`, `comparisons`, `lists`, `account_sides`, `stops`, `unknown_words`.
"""

from ingest.extract.context.following import Context
from ingest.extract.context.subject import NOTHING, UNKNOWN

__all__ = ["NOTHING", "UNKNOWN", "Context"]
