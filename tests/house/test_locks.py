"""The locks hold what their wish lists ask for, with hashes, and agree with one another."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.house.project import read

LOCKS = ("tools", "runtime", "dev", "bench")


def wished(name: str) -> set[str]:
    """The packages that requirements/<name>.in asks for."""
    return set(re.findall(r"^([a-z0-9-]+)[>=]", read(f"requirements/{name}.in"), re.MULTILINE))


def locked(name: str) -> dict[str, set[str]]:
    """Every package of requirements/<name>.txt with its versions; more than one only under markers."""
    versions: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([a-z0-9-]+)==([^ ;\\]+)", read(f"requirements/{name}.txt"), re.MULTILINE
    ):
        versions.setdefault(package, set()).add(version)
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_everything_wished_for_is_locked(name: str) -> None:
    assert wished(name)
    assert wished(name) - set(locked(name)) == set()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(name: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", read(f"requirements/{name}.txt"))[1:]
    assert entries
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_agree() -> None:
    together: dict[str, set[str]] = {}
    for name in LOCKS:
        for package, versions in locked(name).items():
            assert together.setdefault(package, versions) == versions, package


def test_pyproject_asks_for_the_runtime_packages() -> None:
    asked = tomllib.loads(read("pyproject.toml"))["project"]["dependencies"]
    in_list = [line for line in read("requirements/runtime.in").splitlines() if not line.startswith("#")]
    assert sorted(asked) == sorted(in_list)
