"""Days of the Solar Hijri (Iran, Afghanistan), Hijri (Umm al-Qura), Buddhist (Thailand) and Minguo (Taiwan) calendars as Gregorian
days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import hijridate
import jdatetime


class Calendar(StrEnum):
    """Values are those of the configuration's ``calendar``, but the last two, which a page itself tells."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar-hijri"
    HIJRI = "hijri"
    BUDDHIST = "buddhist"
    MINGUO = "minguo"


_YEAR_ZERO = {
    Calendar.BUDDHIST: -543,
    Calendar.MINGUO: 1911,
}  # months and days are those of the Gregorian calendar


def to_gregorian(year: int, month: int, day: int, calendar: Calendar) -> date:
    """The Gregorian day. Hijri days are those of the civil Umm al-Qura calendar (1343 to 1500), from which a local sighting of
    the moon may differ by a day. Raises ValueError when there is no such day or it is out of range."""
    try:
        if calendar is Calendar.SOLAR_HIJRI:
            converted: date = jdatetime.date(year, month, day).togregorian()
            return converted
        if calendar is Calendar.HIJRI:
            greg = hijridate.Hijri(year, month, day).to_gregorian()
            return date(greg.year, greg.month, greg.day)
        return date(year + _YEAR_ZERO.get(calendar, 0), month, day)
    except OverflowError as error:
        raise ValueError(str(error)) from error
