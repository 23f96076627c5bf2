"""What each threshold of the texts is for: the fact that it is held against, for which conduct, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

from bureau.kernel.phrases import Phrase
from bureau.law.book import Law, Threshold, Version

FALSE, UNTRUE = "F", "U"


@dataclass(frozen=True)
class Facts:
    """What is known of the conduct: reports in number, sums in yuan, penalties within the two years before; or not."""

    reports: int | None = None
    income: int | None = None
    loss: int | None = None
    amount: int | None = None
    earlier: int | None = None


@dataclass(frozen=True)
class Use:
    """For what a threshold is: `fact` names a field of the facts, or is empty where none is held against it."""

    fact: str
    kinds: str  # how the codes of the conducts begin; empty: all
    words: Phrase
    domains: tuple[str, ...] = ()  # none: all
    beside: str = ""  # the file of a law: only where one of its bases is offered
    judged: bool = False  # the number alone does not reach it: an officer judges the rest of it


@dataclass(frozen=True)
class Limit:
    """A threshold in force, and whether what is known reaches it; None where nothing is known."""

    law: Law
    version: Version
    threshold: Threshold
    use: Use
    reached: bool | None


POLICE = Phrase(
    "达到的，核实后报负责人决定是否移送公安机关",
    "from here on: verify, and the head decides whether it goes to the police",
)
SERIOUS = Phrase(
    "达到的，属于情节严重；集体讨论决定",
    "from here on it is serious; discussed collectively",
)
REWARD = Phrase("举报奖励", "reward of a tip")
HEARING = Phrase("达到的，告知听证权利", "from here on the right to a hearing is told")
SIMPLE = Phrase(
    "罚款最高不超过此数又没有其他处罚的，可以适用简易程序",
    "where no fine can be higher and there is no other penalty, the simple procedure may be used",
)
PRODUCT = "product-quality.toml"
#: Every threshold of the texts; a test holds both against each other.
USES = {
    "crime_loss": Use("loss", FALSE, POLICE),
    "crime_income": Use("income", FALSE, POLICE),
    "crime_amount": Use("amount", FALSE, POLICE, judged=True),
    "crime_repeat": Use("earlier", FALSE, POLICE),
    "crime_negligent_loss": Use("loss", UNTRUE, POLICE),
    "crime_environment": Use("", FALSE, POLICE, ("environment", "carbon_verification")),
    "serious_reports_key": Use("reports", FALSE, SERIOUS, beside=PRODUCT, judged=True),
    "serious_reports_any": Use("reports", FALSE, SERIOUS, beside=PRODUCT),
    "hearing_organisation": Use("", "", HEARING),
    "hearing_person": Use("", "", HEARING),
    "simple_fine": Use("", "", SIMPLE),
    "reward_cap": Use("", "", REWARD),
    "reward_finance": Use("", "", REWARD),
}
