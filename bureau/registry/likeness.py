"""How alike two names are, and why two dossiers may be of one body; nothing here decides that they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from bureau.registry.texts import comparable, squeezed

ALIKE = 88.0  # of 100: names so alike are shown beside each other
AT_ONE_ADDRESS = 70.0  # with the same address less will do
REGION_LEFT_OUT = 95.0  # 云川市疾控中心 and 疾控中心
NEIGHBOURS = 4  # names looked at beside each, in order of their beginnings and of their ends
LONG = 14  # characters from which two slips in one name still leave it alike
A_STEP = 5_000  # pairs between two words about progress
MOST_OF_A_KIND = 12  # dossiers that share one value; more share a hall or a switchboard, and say nothing
# Company forms that comparable() leaves: 公司 of 有限公司 that somebody left out.
_FORMS = re.compile(r"(?:股份|有限|责任|集团|总)*公司")
_BRANCH = re.compile(
    r"(?:(?<=公司)|(?<=中心)|(?<=[院所站]))[(]?(\w{0,12}?(?:分公司|分中心|分院|分所|分站|分部|办事处|检测部|实验室))[)]?$"
    r"|[(](\w{1,12}(?:分公司|分中心|分院|分所|分站|分部|办事处))[)]$"
)
_REGION = re.compile(r"(?:内蒙古(?:自治区)?|\w{1,8}(?:省|自治区|市|盟|地区))+")
_BRACKETS = re.compile(r"[()]")
_ORDINAL = re.compile(r"[\d一二三四五六七八九十甲乙丙丁戊己庚辛壬癸东西南北]")


@dataclass(frozen=True)
class Body:
    """What is known of a dossier that may make it the same body as another."""

    key: str
    name: str
    code: str = ""
    former: tuple[str, ...] = ()
    certificates: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    parent: str = ""


@dataclass(frozen=True)
class Likeness:
    """Two dossiers, how strongly they seem to be of one body (0 to 100), what speaks for it and what against it."""

    first: str
    second: str
    strength: float
    reasons: tuple[tuple[str, str], ...]
    against: tuple[str, ...] = field(default=())


@lru_cache(maxsize=131_072)
def core_of(name: str) -> tuple[str, str]:
    """A name without company form and brackets, and the words for its branch."""
    text = comparable(name)
    branch = _BRANCH.search(text)
    if branch is not None and branch.start() > 1:
        own = branch[1] or branch[2]
        return _plain(comparable(text[: branch.start()])), _BRACKETS.sub("", own)
    return _plain(text), ""


def _plain(text: str) -> str:
    return _BRACKETS.sub("", _FORMS.sub("", text))


def alike(first: str, second: str) -> float:
    """How alike two names are, 0 to 100; names of two branches, or that differ by a numeral only, are not alike."""
    (core, branch), (other, its) = core_of(first), core_of(second)
    if branch != its:
        return 0.0
    if core == other:
        return 100.0
    longer, shorter = sorted((core, other), key=len, reverse=True)
    if longer.endswith(shorter) and _REGION.fullmatch(longer.removesuffix(shorter)):
        return REGION_LEFT_OUT
    if _ORDINAL.sub("", core) == _ORDINAL.sub("", other):
        return 0.0
    return float(fuzz.ratio(core, other))


def place_key(address: str) -> str:
    """An address as it is compared; one without any number is no place."""
    text = re.sub(r"[^\w]", "", squeezed(address).upper())
    return text if re.search(r"\d", text) and len(text) >= 6 else ""


def likely(bodies: Iterable[Body], step: Callable[[int, int], None] | None = None) -> list[Likeness]:
    """Pairs that may be one body, the likeliest first. A body and its own branch are two.

    `step(done, total)` is told now and then how many pairs of how many were compared.
    """
    by_key = {one.key: one for one in bodies}
    pairs = {tuple(sorted(pair)) for pair in _candidates(list(by_key.values()))}
    found = []
    for done, (first, second) in enumerate(pairs):
        if step is not None and done % A_STEP == 0:
            step(done, len(pairs))
        one = _compared(by_key[first], by_key[second])
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: (-one.strength, one.first, one.second))


def _candidates(bodies: list[Body]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing. Each body is looked at a few dozen times however many there are."""
    shared: dict[str, list[str]] = defaultdict(list)
    for one in bodies:
        values = {f"number {number}" for number in one.certificates} | {
            f"at {where}" for where in one.addresses
        }
        values |= {f"phone {phone}" for phone in one.phones}
        for value in values | {f"name {core_of(name)[0]}" for name in (one.name, *one.former)}:
            shared[value].append(one.key)
    for keys in shared.values():
        if 1 < len(keys) <= MOST_OF_A_KIND:
            yield from combinations(keys, 2)
    cores = {one.key: core_of(one.name)[0] for one in bodies}
    yield from _alike_but_for_a_slip(cores)
    for reading in (cores.__getitem__, lambda key: cores[key][::-1]):
        order = sorted(cores, key=reading)
        for step in range(1, NEIGHBOURS + 1):
            yield from zip(order, order[step:], strict=False)


def _alike_but_for_a_slip(cores: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names that are the same once one character of either is left out, or half of a long name, or the region."""
    shared: dict[int, list[str]] = defaultdict(list)
    for key, core in cores.items():
        for slip in set(_slips(core)):
            shared[slip].append(key)
    for keys in shared.values():
        if 1 < len(keys) <= MOST_OF_A_KIND:
            yield from combinations(keys, 2)


def _slips(core: str) -> Iterator[int]:
    """Hashes: there are a dozen a name, and two that fall together only cost a comparison."""
    yield hash(core)
    for at in range(len(core)):
        yield hash(core[:at] + core[at + 1 :])
    if len(core) >= LONG:
        half = len(core) // 2
        yield hash(("begins", core[:half]))
        yield hash(("ends", core[half:]))
        yield hash(("ends", core[-half:]))
    region = _REGION.match(core)
    if region is not None and region.end() < len(core):
        yield hash(core[region.end() :])


def _compared(one: Body, other: Body) -> Likeness | None:
    if one.key in (other.parent, other.key) or other.key == one.parent:
        return None
    likeness = alike(one.name, other.name)
    borne = {comparable(name) for name in one.former} & {comparable(other.name)} or (
        {comparable(name) for name in other.former} & {comparable(one.name)}
    )
    numbers, places, phones = (
        one.certificates & other.certificates,
        one.addresses & other.addresses,
        one.phones & other.phones,
    )
    reasons = [("certificate", "、".join(sorted(numbers)))] if numbers else []
    reasons += [("former", "、".join(sorted(borne)))] if borne else []
    enough = AT_ONE_ADDRESS if places or phones else ALIKE
    reasons += [("name", f"{likeness:.0f}")] if likeness >= enough else []
    coded = bool(one.code and other.code)
    if not reasons and (coded or not places):
        return None  # one address is a lead where a code is missing, and never more than that
    reasons += [("address", "、".join(sorted(places)))] if places else []
    reasons += [("phone", "、".join(sorted(phones)))] if phones else []
    against = ("codes",) if one.code and other.code and one.code != other.code else ()
    strength = 40 * bool(numbers) + 30 * bool(borne) + likeness / 2 + 10 * bool(places) + 5 * bool(phones)
    first, second = sorted((one.key, other.key))
    return Likeness(first, second, min(100.0, strength) - 50 * bool(against), tuple(reasons), against)
