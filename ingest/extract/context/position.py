"""Where in a sentence the reader stands: the words just behind, and whether a sentence or a clause begins here.

Known from the words alone; what they mean for the figures is decided elsewhere.
"""

import re
from dataclasses import dataclass

from ingest.extract.context.wording import names_speaker
from ingest.extract.lexicon import Kind, Token

SENTENCE_ENDS = "。!?"
_BEFORE_TITLE = {".", "。", ":", ";"}
_BARE_PLANS = {"预算", "年初预算"}
_ITEM_NUMBER = re.compile(r"[一二三四五六七八九十]{1,2}")


@dataclass(slots=True)
class Position:
    """The last two words, and what begins behind them."""

    before: Token | None = None
    before_last: Token | None = None
    at_head: bool = True  # of a sentence, a year aside
    at_clause_head: bool = True  # after a mark, years and small words aside
    phase_began_sentence: bool = False  # the last phase
    phase_began_clause: bool = False
    last_stop: str = ""

    def advance(self, token: Token, *, spoken_of: bool) -> None:
        """Go on behind a word; `spoken_of` tells whether anything is spoken of by then."""
        before, self.before_last, self.before = self.before, self.before, token
        kind = token.kind
        if kind is Kind.PHASE:
            self.phase_began_sentence, self.phase_began_clause = self.at_head, self.at_clause_head
        elif kind is Kind.STOP:
            self.last_stop = token.text
        speaker = kind is Kind.OTHER and names_speaker(token.text)
        after_year = token.text == "," and before is not None and before.kind is Kind.YEAR  # 2022年度，本单位收入为…
        # 一、收入情况：2022年收入5万元: a title's colon begins a sentence.
        titled = token.text == ":" and before is not None and before.text == "情况" and not spoken_of
        self.at_head = (
            token.text in SENTENCE_ENDS or titled or (self.at_head and (kind is Kind.YEAR or speaker or after_year))
        )
        small = kind in {Kind.YEAR, Kind.CONNECTOR} or (speaker and self.at_head)
        self.at_clause_head = kind is Kind.STOP or (self.at_clause_head and small)

    def follows(self, kind: Kind) -> bool:
        """The word just behind is of this kind."""
        return self.before is not None and self.before.kind is kind

    @property
    def is_numbered(self) -> bool:
        """1、公务接待费: the number of a list stands just behind."""
        before = self.before_last
        return self.before is not None and self.before.text == "、" and before is not None and before.number is not None

    @property
    def begins_title(self) -> bool:
        """What comes next stands where a title does: 1.因公出国（境）费。"""
        return self.before is None or self.before.text in _BEFORE_TITLE or self.is_numbered

    @property
    def begins_item(self) -> bool:
        """…，三、公务接待费: at the mark of a list that runs on inside a sentence, with the numbers of headings."""
        before, mark = self.before, self.before_last
        return (
            before is not None
            and before.kind is Kind.OTHER
            and _ITEM_NUMBER.fullmatch(before.text) is not None
            and (mark is None or mark.text in {",", ";", ":"})
        )

    @property
    def goes_on_from_label(self) -> bool:
        """公务接待费、公车购置费: a label and a mark of a row stand just behind."""
        in_row = self.before is not None and self.before.text in {"、", ","}
        return in_row and self.before_last is not None and self.before_last.kind is Kind.LABEL

    @property
    def follows_lone_label(self) -> bool:
        """（“三公”经费: a mark and a label alone stand just behind."""
        return self.follows(Kind.LABEL) and self.before_last is not None and self.before_last.kind is Kind.STOP

    @property
    def follows_bare_plan(self) -> bool:
        """本部门2022年预算 before 收入 or 支出: a plan of everything, not of a label before it."""
        plan, before = self.before, self.before_last
        if plan is None or plan.kind is not Kind.PHASE or plan.text not in _BARE_PLANS:
            return False
        return (
            before is None
            or before.kind in {Kind.YEAR, Kind.STOP}
            or (before.kind is Kind.OTHER and names_speaker(before.text))
        )
