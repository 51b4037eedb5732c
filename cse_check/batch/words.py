"""What each value of a column would mean today: for writing a mapping, or for checking one."""

from collections.abc import Callable
from typing import Final

from cse_check.batch.mapping import ColumnMap, Rule
from cse_check.batch.mapping.names import name_key
from cse_check.batch.meanings import NO_ANSWER, Sign, Signs, fold
from cse_check.batch.rows import ANSWERS, Checklist
from cse_check.batch.times import OWN_WHEN, TIME_OF
from cse_check.batch.tokens import Tokens
from cse_check.screening import ANSWER_WORDS

Meaning = Callable[[str], str]
REJECTS: Final = "rejects its row"


def meanings(checklist: Checklist, mapping: ColumnMap | None) -> dict[str, Meaning]:
    """Return what values mean, by the name of their column as `name_key` has it.

    A column that is not among them is not read.
    """
    if mapping is None:
        own = {each: _answer(Tokens()) for each in (*checklist.places, "answer")}
        return {**own, "indicator": _named(checklist), "when": _time(Tokens(OWN_WHEN))}
    found = {name_key(name): _rules(rules) for name, rules in mapping.columns.items() if rules}
    if long := mapping.long:
        found[name_key(long.indicator)] = _of_signs(long.signs) if long.signs else _named(checklist)
        if long.answer != long.indicator:
            found[name_key(long.answer)] = _answer(long.tokens)
    if mapping.when and name_key(mapping.when.column) not in found:
        found[name_key(mapping.when.column)] = _time(mapping.when.tokens)
    return found


def _answer(tokens: Tokens) -> Meaning:
    def meaning(word: str) -> str:
        code = tokens[word]
        return REJECTS if code == NO_ANSWER else ANSWER_WORDS[ANSWERS[code]]

    return meaning


def _rules(rules: tuple[Rule, ...]) -> Meaning:
    rule = rules[0].tokens.rule
    if not isinstance(rule, Sign):
        return _answer(rules[0].tokens)

    def meaning(word: str) -> str:
        if fold(word) in rule.whole:
            return _answer(rules[0].tokens)(word)
        return _of_signs(rule.signs)(word)

    return meaning


def _of_signs(signs: Signs) -> Meaning:
    def meaning(word: str) -> str:
        found = signs.names.get(fold(word))
        if found is None:
            return REJECTS
        return ", ".join(found) or "ignored"

    return meaning


AS_ANSWERS: Final = _answer(Tokens())
"""What values mean in a column of answers of which nobody said more."""


def _named(checklist: Checklist) -> Meaning:
    return lambda word: word.lower() if word.lower() in checklist.places else REJECTS


def _time(tokens: Tokens) -> Meaning:
    def meaning(word: str) -> str:
        code = tokens[word]
        return REJECTS if code == NO_ANSWER else str(TIME_OF[code] or "no time")

    return meaning
