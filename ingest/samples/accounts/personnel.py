"""Staff and basic expenditure: the economic classification, and the functional items that the same money is booked under."""

from collections.abc import Mapping
from decimal import Decimal

from ingest.samples.accounts.mint import Mint
from ingest.samples.accounts.model import Staff, ThreePublic
from ingest.samples.agencies import Agency
from ingest.samples.classification import housing_code, medical_group
from ingest.samples.money import ZERO, total

# Shares of the day-to-day public expenses; 工会经费, 福利费, cars and meetings are counted for themselves.
_PUBLIC_WEIGHTS: Mapping[str, float] = {
    "30201": 0.20,
    "30202": 0.05,
    "30205": 0.02,
    "30206": 0.05,
    "30207": 0.04,
    "30209": 0.08,
    "30211": 0.07,
    "30213": 0.06,
    "30214": 0.03,
    "30218": 0.03,
    "30226": 0.12,
    "30227": 0.13,
    "30299": 0.12,
}


def build_staff(agency: Agency, before: Staff | None, mint: Mint) -> Staff:
    """Return the staff of a year: few people come and go, the quota hardly ever changes."""
    random = mint.random
    if before is None:
        quota = random.randint(*agency.kind.staff)
        actual = quota - random.randint(0, max(1, quota // 6))
        return Staff(quota, actual, random.randint(quota // 6, quota // 2), random.randint(0, quota // 3))
    quota = before.quota + (random.choice((-1, 1, 2)) if mint.happens(0.15) else 0)
    actual = min(quota, max(1, before.actual + random.randint(-2, 2)))
    retired = before.retired + random.randint(0, 2)
    return Staff(quota, actual, retired, max(0, before.contract + random.randint(-1, 1)))


def _wages(agency: Agency, year: int, staff: Staff, mint: Mint) -> dict[str, Decimal]:
    base = staff.actual * mint.random.uniform(38_000, 52_000)
    institution = agency.kind.nature == "institution"
    wages = {
        "30101": mint.amount(base),
        "30102": mint.around(base, 0.12, 0.3) if institution else mint.around(base, 0.7, 1.1),
        "30103": mint.around(base, 0.3, 0.6),
        "30107": mint.around(base, 0.8, 1.2) if institution or agency.is_department else ZERO,
    }
    gross = float(total(wages.values()))
    wages["30108"] = mint.amount(gross * 0.16)
    wages["30109"] = mint.amount(gross * 0.08) if year >= 2016 else ZERO
    medical = mint.amount(gross * 0.075)
    aid = mint.amount(gross * 0.02) if not institution else ZERO
    other = mint.amount(gross * 0.008)
    if year >= 2018:
        wages |= {"30110": medical, "30111": aid, "30112": other}
    else:
        wages["30104"] = medical + aid + other
    wages[housing_code(year)] = mint.amount(gross * 0.12)
    wages["30199"] = mint.around(gross, 0.004, 0.02) if mint.happens(0.5) else ZERO
    wages["medical"], wages["aid"] = medical, aid
    return wages


def _grants(staff: Staff, mint: Mint) -> dict[str, Decimal]:
    return {
        "30302": mint.amount(staff.retired * mint.random.uniform(900, 2_600)),
        "30305": mint.amount(staff.actual * 120.0) if mint.happens(0.6) else ZERO,
        "30309": mint.amount(mint.random.uniform(600, 2_400)) if mint.happens(0.4) else ZERO,
    }


def _goods(agency: Agency, staff: Staff, cars: ThreePublic, mint: Mint) -> dict[str, Decimal]:
    money = staff.actual * mint.random.uniform(9_000, 17_000)
    goods = {
        code: mint.around(money * weight, 0.6, 1.4) if mint.happens(0.86) else ZERO
        for code, weight in _PUBLIC_WEIGHTS.items()
    }
    goods |= {
        "30215": mint.around(money, 0.002, 0.012) if mint.happens(0.5) else ZERO,
        "30216": mint.around(money, 0.004, 0.02) if mint.happens(0.7) else ZERO,
        "30217": cars.reception.actual,
        "30228": mint.around(money, 0.05, 0.08),
        "30229": mint.around(money, 0.03, 0.06) if mint.happens(0.7) else ZERO,
        # Some of the cars' running costs may be paid from project money; never more than all of it.
        "30231": cars.operation.actual if mint.happens(0.7) else mint.amount(float(cars.operation.actual) * 0.6),
        "30239": mint.around(money, 0.08, 0.16) if agency.kind.nature != "institution" else ZERO,
        "31002": mint.around(money, 0.01, 0.05) if mint.happens(0.5) else ZERO,
    }
    goods["30231"] = min(goods["30231"], cars.operation.actual)
    return goods


def build_basic(
    agency: Agency, year: int, staff: Staff, cars: ThreePublic, mint: Mint
) -> tuple[Mapping[str, Decimal], Mapping[str, Decimal]]:
    """Return basic expenditure of the general public budget, by economic code and by functional item.

    Both sum up to the same: pensions, medical insurance and housing have items of their own, the rest runs the agency.
    """
    wages = _wages(agency, year, staff, mint)
    medical, aid = wages.pop("medical"), wages.pop("aid")
    economic = {**wages, **_grants(staff, mint), **_goods(agency, staff, cars, mint)}
    institution = agency.kind.nature == "institution"
    group = medical_group(year)
    # A department with units pays the units' staff as institutions.
    of_units = mint.amount(float(medical) * 0.4) if agency.is_department and not institution else ZERO
    items = {
        "2080502" if institution else "2080501": economic["30302"],
        "2080505": economic["30108"],
        "2080506": economic["30109"],
        f"{group}01": ZERO if institution else medical - of_units,
        f"{group}02": medical if institution else of_units,
        f"{group}03": aid,
        "2210201": economic[housing_code(year)],
    }
    items[agency.kind.operation] = total(economic.values()) - total(items.values())
    return (
        {code: amount for code, amount in sorted(economic.items()) if amount},
        {code: amount for code, amount in items.items() if amount},
    )
