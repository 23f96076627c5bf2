"""mingjian sample plan, draw and bound."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from screener import sampling
from screener.ledger.faults import Refused, shown
from screener.phrases import Phrase

MOST = 10**9
FRAME_BYTES = 2**30
POPULATION = click.IntRange(1, MOST)


class Share(click.ParamType[Decimal]):
    """A share between 0 and 1, exact as typed; not 0, and 1 only where `one` allows it."""

    name = "share"

    def __init__(self, *, one: bool = True) -> None:
        self.one = one

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:  # noqa: ANN401 - click's
        """The decimal number."""
        try:
            found = value if isinstance(value, Decimal) else Decimal(str(value).strip())
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_nan() or not 0 < found <= 1 or (found == 1 and not self.one):
            form = Phrase(
                "应为 0 到 1 之间的小数，如 0.95。", "expected a decimal between 0 and 1, such as 0.95."
            )
            self.fail(str(form), param, ctx)
        return found


@click.group(
    "sample", epilog="\b\n例 Example:\n  mingjian sample plan --population 1000 --rate 0.05 --assurance 0.95"
)
def sample() -> None:
    """抽样：抽多少、抽哪些、之后能说什么。 Samples: how many, which ones, and what may be said afterwards."""


@sample.command(
    "plan",
    epilog="\b\n例 Example:\n  mingjian sample plan --population 1000 --rate 0.05 --assurance 0.95 --targeted 20",
)
@click.option("--population", type=POPULATION, required=True, help="报告总数 Reports there are.")
@click.option(
    "--rate", type=Share(), required=True, help="值得查出的问题比例 Share of bad ones worth finding."
)
@click.option("--assurance", type=Share(one=False), required=True, help="把握程度 Assurance, such as 0.95.")
@click.option("--sensitivity", type=Share(), default=Decimal(1), show_default=True,
              help="有问题的报告被认出的机会 Chance that a bad one is recognised.")  # fmt: skip
@click.option("--targeted", type=click.IntRange(0, MOST), default=0, show_default=True,
              help="另按风险挑选几份 Reports picked by risk besides.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="输出 JSON.")
def plan(
    population: int, rate: Decimal, assurance: Decimal, sensitivity: Decimal, *, targeted: int, as_json: bool
) -> None:
    """算出随机抽多少份才有足够把握。 How many to pull at random for the assurance asked for."""
    if targeted > population:
        raise Refused(
            Phrase("--targeted 不能多于 --population。", "--targeted may not be more than --population.")
        )
    found = sampling.plan(population, rate, assurance, sensitivity, targeted)
    if as_json:
        _tell(
            size=found.size,
            population=population,
            targeted=targeted,
            rest=found.rest,
            bad=found.bad,
            rate=str(rate),
            assurance=str(assurance),
            sensitivity=str(sensitivity),
            achieved=found.assurance,
        )
        return
    click.echo(
        Phrase(
            "从 {rest:,} 份中随机抽 {size:,} 份：其中如有 {bad:,} 份（{rate}）或更多有问题，"
            "至少有 {assurance} 的把握见到一份（实际 {achieved:.4f}）。",
            "Pull {size:,} of {rest:,} at random: if {bad:,} ({rate}) or more are bad, the chance to see one "
            "is at least {assurance} (in fact {achieved:.4f}).",
        ).fill(
            rest=found.rest,
            size=found.size,
            bad=found.bad,
            rate=rate,
            assurance=assurance,
            achieved=found.assurance,
        )
    )


@sample.command(
    "draw", epilog="\b\n例 Example:\n  mingjian sample draw --frame reports.txt --size 57 --seed 2022-06-20"
)
@click.option("--frame", type=click.Path(path_type=Path), required=True,
              help="名单文件，每行一个 A text file, one identifier a line.")  # fmt: skip
@click.option("--size", type=click.IntRange(0, MOST), required=True, help="抽几个 How many.")
@click.option("--seed", required=True, help="种子，抽前公布 The seed, published before the draw.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON.")
def draw(frame: Path, size: int, seed: str, *, as_json: bool) -> None:
    """按公开的算法抽取，谁都能重算。 Draw so that anybody can draw it again.

    Drawn are the identifiers whose SHA-256 of `seed|identifier` is smallest.
    """
    found = sampling.draw(_identifiers(frame), size, seed)
    if as_json:
        _tell(
            drawn=list(found.drawn),
            frame_sha256=found.frame_sha256,
            population=found.population,
            size=size,
            seed=seed,
        )
        return
    for identifier in found.drawn:
        click.echo(identifier)
    said = Phrase(
        "从 {n:,} 个中抽 {size:,} 个，种子 {seed}，名单 SHA-256 {hash}",
        "{size:,} of {n:,} drawn, seed {seed}, frame SHA-256 {hash}",
    )
    click.echo(said.fill(n=found.population, size=size, seed=shown(seed), hash=found.frame_sha256), err=True)


@sample.command(
    "bound", epilog="\b\n例 Example:\n  mingjian sample bound --population 1000 --checked 57 --bad 0"
)
@click.option("--population", type=POPULATION, required=True, help="报告总数 Reports there are.")
@click.option(
    "--checked", type=click.IntRange(0, MOST), required=True, help="随机查了几份 Checked at random."
)
@click.option(
    "--bad", type=click.IntRange(0, MOST), required=True, help="其中几份有问题 Bad ones among them."
)
@click.option("--assurance", type=Share(one=False), default=Decimal("0.95"), show_default=True,
              help="把握程度 Assurance.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="输出 JSON.")
def bound(population: int, checked: int, bad: int, assurance: Decimal, *, as_json: bool) -> None:
    """查完以后：有问题的报告至多多少。 After the visit: how many bad reports there may be at most."""
    if not bad <= checked <= population:
        raise Refused(
            Phrase("应有 --bad ≤ --checked ≤ --population。", "--bad ≤ --checked ≤ --population must hold.")
        )
    most = sampling.bound(population, checked, bad, assurance)
    if as_json:
        _tell(
            upper=most,
            upper_rate=most / population,
            population=population,
            checked=checked,
            bad=bad,
            assurance=str(assurance),
        )
        return
    said = Phrase(
        "{n:,} 份中随机查了 {checked:,} 份，{bad:,} 份有问题："
        "有 {assurance} 的把握，全部有问题的不超过 {most:,} 份（{rate:.2%}）。",
        "{checked:,} of {n:,} checked at random, {bad:,} bad: "
        "with assurance {assurance} no more than {most:,} are bad in all ({rate:.2%}).",
    )
    click.echo(
        said.fill(
            n=population, checked=checked, bad=bad, assurance=assurance, most=most, rate=most / population
        )
    )


def _tell(**values: object) -> None:
    click.echo(json.dumps({**values, "version": version("mingjian")}, ensure_ascii=False))


def _identifiers(frame: Path) -> list[str]:
    """The lines of the file; an empty line is none."""
    if frame.is_file() and frame.stat().st_size > FRAME_BYTES:
        raise Refused(Phrase(f"{frame} 超过 1 GiB。", f"{frame} is larger than 1 GiB."))
    try:
        text = frame.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(
            Phrase(
                f"{frame} 不是 UTF-8 文本；另存为 UTF-8 再抽。",
                f"{frame} is no UTF-8 text; save it as UTF-8.",
            )
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(Phrase(f"读不了 {frame}：{reason}", f"{frame} cannot be read: {reason}")) from error
    return [line for one in text.split("\n") if (line := one.removesuffix("\r"))]
