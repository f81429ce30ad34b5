"""Which year a list is of where nobody wrote one."""

import pytest

from portal.answers.lists import last_told


@pytest.mark.parametrize(
    ("years", "year"),
    [
        ({2022: 4}, 2022),
        ({2023: 14, 2022: 14}, 2023),
        ({2024: 1, 2023: 12, 2022: 14}, 2023),  # of 2024 one alone has reported yet
        ({2024: 7, 2023: 2, 2022: 14}, 2024),
        ({2021: 9, 2019: 1}, 2021),
    ],
)
def test_most_have_reported(years: dict[int, int], year: int) -> None:
    """The last year that half as many tell as tell the year that most do."""
    assert last_told(years) == year
