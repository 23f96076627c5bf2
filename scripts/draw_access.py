"""Draws docs/reference/access.md: every address of the application against every role, from what the views declare."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "access.md"
HEAD = """\
# 谁能打开什么 Who may open what

每个地址、每个角色一格：● 可以，· 不可以（403）。不在自己单位范围内的，有权限也只得到“没有这一页”（404）。
本页由 `make docs` 从程序生成，请勿手工修改；测试让每个角色把每个地址真的走一遍。
A cell for every address and role: ● may, · may not (403). What lies outside one's own units is not there (404),
whatever the role holds. Drawn from the program by `make docs`; a test lets every role ask every address.
"""
EVERYBODY, SIGNED_IN = "everybody 任何人", "signed in 已登录"


@dataclass(frozen=True)
class Address:
    """One address: its name, its path with `<places>`, and the view behind it."""

    name: str
    path: str
    view: Any


def addresses(patterns: Any = None, path: str = "/", space: str = "") -> Iterator[Address]:  # noqa: ANN401 - Django's
    """Every address, in the order in which it is tried; those that other packages bring are left out."""
    from django.urls import URLPattern, get_resolver  # noqa: PLC0415 - after Django is set up

    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        own = str(pattern.pattern).removeprefix("^").removesuffix("$")
        here = path + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", own)
        if isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}", here, pattern.callback)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, here, inner)


def permitted(address: Address, role: str) -> bool | None:
    """Whether the role may open the address; None when the view declares nothing and stays closed."""
    from bureau.kernel.access import access_of  # noqa: PLC0415 - after Django is set up
    from bureau.people.roles import ROLES  # noqa: PLC0415 - after Django is set up

    access = access_of(address.view)
    if access is None:
        return None
    return access.open_to_all or not access.permissions or not ROLES[role].isdisjoint(access.permissions)


def draw() -> str:
    """The whole page."""
    from bureau.kernel.access import access_of  # noqa: PLC0415 - after Django is set up
    from bureau.people.roles import Role  # noqa: PLC0415 - after Django is set up

    roles = [role.value for role in Role]
    lines = [
        HEAD,
        "| address | name | needs | " + " | ".join(roles) + " |",
        "|---|---|---|" + ":-:|" * len(roles),
    ]
    for address in sorted(addresses(), key=lambda one: (one.path, one.name)):
        access = access_of(address.view)
        needs = "closed 关闭" if access is None else EVERYBODY if access.open_to_all else SIGNED_IN
        if access and access.permissions:
            needs = " or ".join(f"`{permission}`" for permission in access.permissions)
        cells = " | ".join("●" if permitted(address, role) else "·" for role in roles)
        lines.append(f"| `{address.path}` | {address.name} | {needs} | {cells} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes the page anew."""
    from bureau.console.boot import start_django  # noqa: PLC0415 - draw() serves a test that has started it

    start_django()
    PAGE.write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
