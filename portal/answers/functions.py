"""The card of a code of the functional classification without an agency: its name, and what agencies spent under it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.function_names import bare_name
from portal.answers.asking import Asked
from portal.answers.model import FunctionCard, ListRow, Value
from portal.answers.telling import MONEY, exact, link_row, name_scope
from portal.catalogue.headlines import ALL_SCOPES
from portal.catalogue.spending_queries import SpendingRow
from portal.services import Services

_MOST_ROWS = 20
_LEVEL = re.compile(r"[(（][类款项][)）]")


def find_function_card(asked: Asked, services: Services) -> FunctionCard | None:
    """Return what is known of the one code that is asked about; None without one, or where no report prints an amount."""
    code = _find_code(asked, services)
    if code is None:
        return None
    spent = [
        row
        for row in services.catalogue.spending.everywhere(code, asked.years, asked.region)
        if row.actual is not None
        and asked.report_type in {None, row.report_type}
        and asked.coverage in {None, row.coverage}
    ]
    if not spent:
        return None
    # Other names for the code are those of other years.
    key = Counter(row.key for row in spent).most_common(1)[0][0]
    name = Counter(row.name for row in spent if row.key == key).most_common(1)[0][0]
    spent = [row for row in spent if row.key == key]
    scope = _commonest_scope(spent)
    rows = list(_one_each(spent, scope))
    if asked.most_first or asked.least_first:
        rows.sort(key=lambda row: row.actual or Decimal(0), reverse=asked.most_first)
    return FunctionCard(
        code=code,
        name=name,
        title=f"{code} {name}",
        scope=scope,
        rows=tuple(_make_row(row, scope) for row in rows[:_MOST_ROWS]),
        total=len(rows),
    )


def _find_code(asked: Asked, services: Services) -> str | None:
    codes = [one for one in asked.understood.functions if one.isdigit()]
    if codes:
        # Words beside the name of a class may ask for anything: 养老保险 诈骗.
        said = not any(one in asked.understood.text for one in codes)
        return codes[0] if len(codes) == 1 and not (said and asked.words) else None
    # Words alone may ask for anything; 防汛（项） asks for the code.
    if not _LEVEL.search(asked.understood.text):
        return None
    names = {bare_name(one) for one in (*asked.understood.functions, *asked.words, "".join(asked.words)) if one}
    known = services.catalogue.spending.codes_of(names) if names else []
    return known[0] if len(known) == 1 else None


def _commonest_scope(rows: Sequence[SpendingRow]) -> str:
    """The scope in which most agencies and years tell it, of equals the one that goes first."""
    told = Counter(scope for _, _, scope in {(row.agency, row.year, row.scope) for row in rows})
    return min(told, key=lambda scope: (-told[scope], ALL_SCOPES.index(scope)))


def _one_each(rows: Sequence[SpendingRow], scope: str) -> Iterator[SpendingRow]:
    """One row for each agency and year: in the scope, else what stands for it; of equals that differ none."""
    together: dict[tuple[int, str], list[SpendingRow]] = {}
    for row in rows:
        together.setdefault((-row.year, row.agency), []).append(row)
    for key in sorted(together):
        ranked = sorted(together[key], key=lambda row: (row.scope != scope, row.rank))
        first = ranked[0]
        same = [one for one in ranked if (one.scope, one.rank, one.report) == (first.scope, first.rank, first.report)]
        if len({one.actual for one in same}) == 1:
            yield first


def _make_row(row: SpendingRow, scope: str) -> ListRow:
    label = "" if row.scope == scope else name_scope(row.scope)
    value = Value(
        label, exact(row.actual or Decimal(0), MONEY), MONEY, "", link_row(row.report, row.id), scope=row.scope
    )
    return ListRow(row.agency, row.agency_name, row.year, row.report, value)
