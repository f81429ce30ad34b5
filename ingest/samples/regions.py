"""Real regions of every level, with their codes of GB/T 2260.

The agencies of the samples are invented; the places are not, so that codes and names can be checked.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.samples.data_files import load_rows

# The last character of a county's name gives the word for it; 旗 and 州 and 盟 have their own.
_LEVEL_WORDS = {"区": "区", "县": "县", "市": "市", "旗": "旗", "州": "州", "盟": "盟", "省": "省"}


@dataclass(frozen=True, slots=True)
class Region:
    """A region.

    Attributes:
        city: None for a province and for counties directly under one.
        county: None above the county.
    """

    adcode: str
    province: str
    city: str | None
    county: str | None

    @property
    def name(self) -> str:
        """The name without the levels above."""
        return self.county or self.city or self.province

    @property
    def path(self) -> str:
        """Province, city and county."""
        return "".join(dict.fromkeys(part for part in (self.province, self.city, self.county) if part))

    @property
    def full_name(self) -> str:
        """City and county, or the province itself: what stands before an agency's name."""
        return "".join(dict.fromkeys(part for part in (self.city, self.county) if part)) or self.province

    @property
    def level_word(self) -> str:
        """The word in 全区, 区委, 区政府."""
        if not (self.county or self.city) and self.province.endswith("自治区"):
            return "自治区"
        return _LEVEL_WORDS.get(self.name[-1], "区")


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Return all regions of the table."""
    return tuple(
        Region(row["adcode"], row["province"], row["city"] or None, row["county"] or None)
        for row in load_rows("regions")
    )


@cache
def region(adcode: str) -> Region:
    """Return the region of a code.

    Raises:
        KeyError: the table has no such code.
    """
    return {place.adcode: place for place in regions()}[adcode]
