"""A mapping, ready for use: the rules of its columns, made from its document."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from cse_check.batch.dates import pattern_of
from cse_check.batch.dialect import Dialect
from cse_check.batch.mapping.document import (
    Absent,
    Cells,
    Column,
    Form,
    IndicatorCell,
    MappingFile,
    Meanings,
    TimeCell,
)
from cse_check.batch.mapping.names import name_key
from cse_check.batch.meanings import (
    LARGEST,
    Always,
    Limits,
    Sign,
    Signs,
    Words,
    fold,
    meant,
    words_of,
)
from cse_check.batch.rows import NO, NOT_KNOWN, UNANSWERED, YES, Rows
from cse_check.batch.times import CURRENT, NO_TIME, OWN_TIMES, PAST, TimeWords
from cse_check.batch.tokens import Tokens
from cse_check.catalogue.renaming import Renaming
from cse_check.errors import Fault, Remedy
from cse_check.model import Catalogue, When


class Rule(NamedTuple):
    """What the cells of one column mean for which indicator; `times` where they say when.

    `asked` is the indicator's id, or the old one of several that it asks together now.
    """

    indicator: str
    asked: str
    tokens: Tokens
    when: When | None = None
    times: Tokens | None = None


class TimeColumn(NamedTuple):
    """The column that says when, and what its cells mean."""

    column: str
    tokens: Tokens


class LongRules(NamedTuple):
    """The columns of the long form. `signs` is None where cells hold the ids of indicators.

    `answer` is the column with the answer; where a row says yes by being there, that of the
    indicator, whatever it holds. `about` has the indicators that signs stand for.
    """

    indicator: str
    signs: Signs | None
    answer: str
    tokens: Tokens
    times: Tokens | None
    note: str | None
    about: tuple[str, ...] | None = None


class ColumnMap(NamedTuple):
    """A mapping, ready for use: names of columns as the mapping has them.

    One that has `faults` is only good for finding what else is wrong; a column at fault has no
    rules there, and `judges_rows` says whether rows can be judged by what is left. `renamed` has a
    line for each old id that it uses.
    """

    name: str
    case_ref: str
    columns: dict[str, tuple[Rule, ...]]
    ignore: tuple[str, ...]
    ignore_rest: bool = False
    long: LongRules | None = None
    when: TimeColumn | None = None
    always: When | None = None
    rows: Rows | None = None
    replace: tuple[tuple[str, str], ...] = ()
    dialect: Dialect = Dialect()
    groups: str | None = None
    faults: tuple[Fault, ...] = ()
    judges_rows: bool = True
    renamed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that it reads."""
        long = (self.long.indicator, self.long.answer, self.long.note) if self.long else ()
        when = self.when.column if self.when else None
        named = (self.case_ref, *self.columns, *long, when)
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def indicators(self) -> tuple[str, ...] | None:
        """The indicators that its columns are about; None where a cell may name any."""
        if self.long:
            return self.long.about
        return tuple(rule.indicator for rules in self.columns.values() for rule in rules)

    @property
    def splits(self) -> tuple[tuple[str, str], ...]:
        """What separates signs in the cells of a column, by the name as `name_key` has it."""
        rules = [(name, each[0].tokens.rule) for name, each in self.columns.items() if each]
        found = [(name, rule.signs) for name, rule in rules if isinstance(rule, Sign)]
        if self.long and self.long.signs:
            found.append((self.long.indicator, self.long.signs))
        return tuple((name_key(name), signs.split) for name, signs in found if signs.split)

    def placed(self, remedy: Remedy) -> Remedy:
        """Return a remedy as one in this mapping, if what it changes is said here."""
        said = self.dialect._asdict().get(remedy.way.replace("-", "_"))
        return remedy if said is None else remedy._replace(mapping=self.name)

    def of_a_sheet(self) -> "ColumnMap":
        """Return it for the sheet of a workbook, which has neither a delimiter nor an encoding."""
        return self._replace(dialect=self.dialect._replace(delimiter=None, encoding=None))

    @property
    def unshown(self) -> tuple[str, ...]:
        """The columns of which nothing is to be shown: who a case is, notes, what is ignored."""
        note = (self.long.note,) if self.long and self.long.note else ()
        return (self.case_ref, *note, *self.ignore)

    def without_groups(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return names of columns without those of a form's groups, where there are any.

        A name that the mapping has is left as it is; of several that a name ends in, the longest
        is meant.
        """
        if self.groups is None:
            return names
        known = {name_key(name): name for name in (*self.names, *self.ignore)}
        ends = sorted(known, key=len, reverse=True)

        def question(name: str) -> str:
            key = name_key(name)
            found = (each for each in ends if key.endswith(f"{self.groups}{each}"))
            return name if key in known else known.get(next(found, ""), name)

        return tuple(map(question, names))

    def clean(self) -> Callable[[str], str] | None:
        """Return what makes a case reference of a cell, where anything is replaced."""
        if not self.replace:
            return None
        table = dict(self.replace)
        longest = sorted(table, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, longest)))
        return lambda cell: pattern.sub(lambda found: table[found[0]], cell)


def ready(mapping: MappingFile, name: str, catalogue: Catalogue) -> ColumnMap:
    """Return a mapping that was checked, made ready for use."""
    renaming = Renaming(catalogue)
    maker = _Maker(mapping, renaming)
    when = mapping.when
    columns = {name.strip(): tuple(maker.rules(each)) for name, each in mapping.columns.items()}
    long = maker.long() if mapping.form is Form.LONG else None
    return ColumnMap(
        name,
        mapping.case_ref.column.strip(),
        columns,
        tuple(name.strip() for name in mapping.ignore),
        ignore_rest=mapping.ignore_rest,
        long=long,
        when=TimeColumn(when.column.strip(), _time(when)) if when and when.column else None,
        always=when.always if when else None,
        rows=mapping.rows,
        replace=tuple(mapping.case_ref.replace.items()),
        dialect=Dialect(
            mapping.delimiter, mapping.encoding, mapping.skip_lines, mapping.one_line_rows
        ),
        groups=mapping.groups,
        renamed=renaming.lines,
    )


class _Maker:
    """Makes the tables of columns; those of which the same was said share one."""

    def __init__(self, mapping: MappingFile, renaming: Renaming) -> None:
        self._renaming = renaming
        self._mapping = mapping
        self._answers = _meant(mapping.answers)
        self._tables: dict[object, Tokens] = {}

    def rules(self, column: Column) -> Iterator[Rule]:
        """Yield what a column says of each indicator that it is about."""
        if column.indicator is not None:
            asked, now = self._asked(column.indicator)
            yield Rule(now, asked, self._table(column), column.when, _date_times(column))
            return
        signs = self._signs(column)
        absent = NO if column.absent is Absent.NO else UNANSWERED
        general = {word: code for word, code in self._answers.items() if word not in signs.names}
        whole = {**general, **_meant(column)}
        for asked in signs.indicators:
            rule = Sign(signs, asked, absent, whole)
            yield Rule(self._renaming.current(asked), asked, Tokens(rule), column.when)

    def long(self) -> LongRules:
        """Return what the columns of the long form say."""
        indicator, answer = self._mapping.indicator, self._mapping.answer
        assert indicator is not None and answer is not None  # noqa: S101, PT018 - checked before
        column = indicator.column.strip()
        signs = self._signs(indicator) if indicator.values else None
        return LongRules(
            column,
            signs,
            answer.column.strip() if answer.column else column,
            self._table(answer) if answer.column else Tokens(Always()),
            _date_times(answer),
            self._mapping.note.strip() if self._mapping.note else None,
            tuple(map(self._renaming.current, signs.indicators)) if signs else None,
        )

    def _asked(self, indicator_id: str) -> tuple[str, str]:
        """Return the id by which an indicator is told of, and today's: one may ask for several."""
        now = self._renaming.current(indicator_id)
        return (indicator_id if now in self._renaming.joined else now), now

    def _signs(self, cell: Column | IndicatorCell) -> Signs:
        names: dict[str, tuple[str, ...]] = {
            fold(name): tuple(self._asked(each)[0] for each in found)
            for name, found in cell.values.items()
        }
        return Signs({**names, **{fold(name): () for name in cell.ignore}}, cell.split or "")

    def _table(self, cells: Cells) -> Tokens:
        lists = (cells.yes, cells.no, cells.not_known, cells.unanswered)
        limits = (cells.at_least, cells.below, cells.up_to, cells.unit)
        key = (lists, limits, cells.inverted, cells.formats)
        if key not in self._tables:
            self._tables[key] = Tokens(self._rule(cells))
        return self._tables[key]

    def _rule(self, cells: Cells) -> Words:
        numbers = cells.at_least is not None or cells.below is not None
        words, own = words_of(
            self._answers, _meant(cells), inverted=cells.inverted, numbers=numbers
        )
        unit = fold(cells.unit or "")
        limits = Limits(cells.at_least, cells.below, cells.up_to or LARGEST, unit)
        return Words(words, own, limits if numbers else None, _patterns(cells.formats))


def _meant(lists: Meanings) -> dict[str, int]:
    return meant(
        (
            (lists.yes, YES),
            (lists.no, NO),
            (lists.not_known, NOT_KNOWN),
            (lists.unanswered, UNANSWERED),
        )
    )


def _patterns(formats: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(pattern for name in formats if (pattern := pattern_of(name)))


def _date_times(cells: Cells) -> Tokens | None:
    """Return the times of a column of dates; what is no date there has been judged already."""
    if not cells.past_before:
        return None
    before = date.fromisoformat(cells.past_before)
    return Tokens(TimeWords({}, _patterns(cells.formats), before, NO_TIME))


def _time(cell: TimeCell) -> Tokens:
    lists = ((cell.current, CURRENT), (cell.past, PAST), (cell.not_said, NO_TIME))
    before = date.fromisoformat(cell.past_before) if cell.past_before else None
    words = {**OWN_TIMES, **meant(lists)}
    return Tokens(TimeWords(words, _patterns(cell.formats), before))
