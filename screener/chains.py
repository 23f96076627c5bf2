"""Chains of corrections: which reports of a group lead to each other by following `replaces`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Walk = Callable[[int], int | None]


@dataclass
class Family:
    """The reports that chains from some starting reports pass, as a forest whose roots are ends or cycles.

    Nodes are report codes. Each follows at most one other, so a component is a tree whose root is a report that
    follows none, or a cycle with trees upon it. `enter` and `leave` number a walk through the trees: of two nodes
    of a tree one leads to the other exactly when its span lies within the other's. All nodes of a cycle lead to
    each other, and all of its trees lead to all of them: a cycle is one root.
    """

    enter: dict[int, int] = field(default_factory=dict)
    leave: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, starts: Iterable[int], following: dict[int, int]) -> Family:
        """Walk from every start along `following` (report code -> the report it replaces), each node once."""
        above, cycles = _paths(starts, following)
        children: dict[int, list[int]] = {}
        roots = []
        for node, parent in above.items():
            if parent is None:
                roots.append(node)
            elif node not in cycles:
                children.setdefault(parent, []).append(node)
        family = cls()
        done: set[int] = set()
        for node in [*roots, *cycles]:
            if node in done:
                continue
            ring = cycles.get(node, (node,))
            done.update(ring)
            family._number(ring, children)
        return family

    def _number(self, ring: tuple[int, ...], children: dict[int, list[int]]) -> None:
        begin = len(self.enter) * 2 + 1
        clock = begin
        for node in ring:
            self.enter[node] = begin
        stack = [(child, False) for node in ring for child in children.get(node, ())]
        while stack:
            node, left = stack.pop()
            clock += 1
            if left:
                self.leave[node] = clock
                continue
            self.enter[node] = clock
            stack.append((node, True))
            stack += [(child, False) for child in children.get(node, ())]
        for node in ring:
            self.leave[node] = clock + 1

    def related(self, one: int, other: int) -> bool:
        """Whether following `replaces` from one of the two leads to the other."""
        if one not in self.enter or other not in self.enter:
            return False
        inner, outer = sorted((one, other), key=lambda node: (-self.enter[node], self.leave[node]))
        return self.enter[outer] <= self.enter[inner] and self.leave[inner] <= self.leave[outer]

    def relatives(self, group: list[int]) -> dict[int, int]:
        """For each report of a group, how many others of it are related to it; linear in the group, but for a sort."""
        spans = Counter((self.enter[node], self.leave[node]) for node in group if node in self.enter)
        edges = sorted((edge, span) for span in spans for edge in span)
        found, opened, seen = dict[tuple[int, int], int](), 0, 0
        entered: dict[tuple[int, int], tuple[int, int]] = {}
        for edge, span in edges:
            weight = spans[span]  # several only for the reports of a cycle
            if edge == span[0]:
                entered[span] = (opened, seen)
                opened, seen = opened + weight, seen + weight
            else:
                above, before = entered[span]
                found[span] = above + (seen - before - weight) + (weight - 1)
                opened -= weight
        return {node: found.get((self.enter.get(node, -1), self.leave.get(node, -1)), 0) for node in group}


def _paths(
    starts: Iterable[int], following: dict[int, int]
) -> tuple[dict[int, int | None], dict[int, tuple[int, ...]]]:
    """Every node met with the one it follows, and for nodes on a cycle the whole cycle."""
    above: dict[int, int | None] = {}
    cycles: dict[int, tuple[int, ...]] = {}
    for start in starts:
        path: list[int] = []
        on_path: dict[int, int] = {}
        node: int | None = start
        while node is not None and node not in above and node not in on_path:
            on_path[node] = len(path)
            path.append(node)
            node = following.get(node)
        if node is not None and node in on_path:
            ring = tuple(path[on_path[node] :])
            cycles.update(dict.fromkeys(ring, ring))
        for place, passed in enumerate(path):
            above[passed] = path[place + 1] if place + 1 < len(path) else node
    return above, cycles


def chain(start: int, following: dict[int, int], most: int) -> tuple[list[int], int]:
    """The reports reached from `start`, at most `most` of them, and how many there are."""
    reached, node = dict[int, None](), following.get(start)
    while node is not None and node != start and node not in reached:
        reached[node] = None
        node = following.get(node)
    return list(reached)[:most], len(reached)
