"""The figures of a run, and the table that they make."""

import json
import statistics
from dataclasses import dataclass, field

from rows import LEGEND, ROWS, WAYS, Row


@dataclass
class Figures:
    """One row's: a list for each way, whose elements of one number were measured in one round."""
    row: Row
    values: dict[str, list[float]] = field(default_factory=lambda: {way: [] for way in WAYS})

    def ratios(self, way):
        pairs = zip(self.values["qgui"], self.values[way])
        return [one / other for one, other in pairs if other]

    @property
    def bounds(self):
        """The largest allowed ratio to each. What the floor takes nobody is spared: where that alone is
        near today's, as with xpra 6, whose client takes most of the time, the floor's bound counts."""
        row, today, floor = self.row, self.values["today"], self.values["floor"]
        bounds = {"today": row.of_today, "floor": row.of_floor}
        if row.of_today and row.of_floor and today and floor:
            least = statistics.median(floor) / statistics.median(today)
            bounds["today"] = max(row.of_today, row.of_floor * least)
        return bounds

    def failures(self):
        """What is above its bound, in words."""
        row, own = self.row, self.values["qgui"]
        if not own:
            return [f"{row.title}: not measured"]
        median = statistics.median(own)
        result = []
        for way, bound in self.bounds.items():
            if bound is not None and not statistics.median(self.ratios(way)) <= bound:
                result.append(f"{row.title}: more than {bound:.2g} of {way}")
        if row.at_most is not None and median > row.at_most:
            result.append(f"{row.title}: more than {row.at_most} {row.unit}")
        if row.above_floor is not None and self.difference > row.above_floor:
            result.append(f"{row.title}: more than {row.above_floor} s above the floor")
        return result

    @property
    def difference(self):
        pairs = zip(self.values["qgui"], self.values["floor"])
        return statistics.median(one - other for one, other in pairs)

    def cells(self):
        unit = self.row.unit
        own = shown(self.values["qgui"], unit)
        if self.row.at_most is not None:
            own += f", at most {self.row.at_most:g}"
        yield self.row.title
        yield own
        for way, bound in self.bounds.items():
            yield shown(self.values[way], unit)
            yield self.comparison(way, bound)

    def comparison(self, way, bound):
        if way == "floor" and self.row.above_floor is not None:
            return f"+{self.difference * 1000:.0f} ms, at most +{self.row.above_floor * 1000:.0f}"
        ratios = self.ratios(way)
        if not ratios or not any(self.values["qgui"]):
            return ""
        limit = "" if bound is None else f", at most {bound:.2g}"
        return f"{statistics.median(ratios):.2f}{limit}"


def shown(values, unit):
    """Median and spread."""
    if not values:
        return ""
    digits = {"s": 2, "MB": 1, "": 0}[unit]
    median = f"{statistics.median(values):.{digits}f}"
    low, high = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    return (median if low == high else f"{median} ({low} to {high})") + (f" {unit}" if unit else "")


class Table:
    def __init__(self, machine, names):
        self.machine = machine
        self.figures = {row.name: Figures(row) for row in ROWS if row.name in names}

    def add(self, name, way, value):
        if name in self.figures:
            self.figures[name].values[way].append(value)

    @property
    def failures(self):
        return [words for one in self.figures.values() for words in one.failures()]

    def markdown(self):
        head = ["| | qgui | today | ratio | floor | ratio |", "|---|---|---|---|---|---|"]
        rows = [f"| {' | '.join(one.cells())} |" for one in self.figures.values()]
        return "\n".join([self.machine, "", *head, *rows, "", LEGEND])

    def json(self):
        rows = {
            one.row.name: {
                "title": one.row.title, "unit": one.row.unit, **one.values,
            } for one in self.figures.values()}
        return json.dumps({"machine": self.machine, "legend": LEGEND, "rows": rows}, indent=1)
