"""The words of a caution beside a hit: why this hit alone is weak ground for a visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screener.phrases import Phrase

TITLE = Phrase("这条疑点分量较轻", "This hit weighs little by itself")
MARK = Phrase("分量较轻", "weighs little")

#: By the names that evidence has (`screener.measures.cautions`).
CAUTIONS: dict[str, Phrase] = {
    "less_than_twofold": Phrase(
        "与同行中位数相差不到一倍。业务构成不同、同行较少时，诚实的机构也常有这样的差距。"
        "先比较业务是否相同，不要单凭这一条上门。",
        "It lies within a factor of two of the median peer. Honest institutions often do, where their work differs or "
        "peers are few. Compare the work first; it is no ground for a visit by itself.",
    ),
    "values_span_decades": Phrase(
        "这些值跨越几个数量级，离散由少数最大的值决定，与同行的差距可能只是偶然。先看最大的几个值，不要单凭这一条上门。",
        "The values reach over orders of magnitude, so that the few largest make the spread, and chance alone may set "
        "it apart. Look at the largest values first; it is no ground for a visit by itself.",
    ),
}


def cautions_of(evidence: Mapping[str, Any]) -> list[Phrase]:
    """The cautions that the evidence of a hit states, in words."""
    stated = evidence.get("cautions")
    return [CAUTIONS[name] for name in stated if name in CAUTIONS] if isinstance(stated, list) else []
