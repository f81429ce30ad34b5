"""Which version `withdraw` and `restore` are about, and what they say is public afterwards."""

from collections.abc import Sequence

from ingest.errors import StoreError
from ingest.store import Version


def choose_to_withdraw(name: str, versions: Sequence[Version], number: int | None) -> Version:
    """Return the version to withdraw: the one named, else the current one.

    Where a newer one is withdrawn already, an older one that became public by that must be named: the same command
    given twice takes back one version, not two.

    Raises:
        StoreError: there is none, or it must be named.
    """
    public = _public(versions)
    if number is not None:
        named = _numbered(name, versions, number)
        if named.withdrawn:
            raise StoreError(f"“{name}”第 {number} 版已经撤下，没有再做什么。{tell_public(versions)}")
        return named
    if public is None:
        raise StoreError(f"“{name}”已经全部撤下，没有公开的版本。")
    newest = versions[-1]
    if newest.number != public.number:
        raise StoreError(
            f"“{name}”第 {newest.number} 版已经撤下，现在公开的是第 {public.number} 版："
            f"确要撤下它，请加 --version {public.number}。"
        )
    return public


def choose_to_restore(name: str, versions: Sequence[Version], number: int) -> Version:
    """Return the withdrawn version of a number.

    Raises:
        StoreError: there is none.
    """
    named = _numbered(name, versions, number)
    if not named.withdrawn:
        raise StoreError(f"“{name}”第 {number} 版没有撤下，不用恢复。{tell_public(versions)}")
    return named


def tell_public(versions: Sequence[Version]) -> str:
    """Say which version readers see now."""
    public = _public(versions)
    return f"现在公开的是第 {public.number} 版。" if public else "这份报告不再公开。"


def tell_withdrawn(name: str, withdrawn: Version, versions: Sequence[Version]) -> str:
    """Say what a withdrawal did, and what to do about an older version that it made public again."""
    public = _public(versions)
    told = f"已撤下 {name} 第 {withdrawn.number} 版。{tell_public(versions)}"
    if public is not None and public.number < withdrawn.number:
        told += f"旧版也要撤下的，请运行 mingzhang withdraw {name} --version {public.number} --reason 理由"
    return told


def _public(versions: Sequence[Version]) -> Version | None:
    return next((one for one in reversed(versions) if not one.withdrawn), None)


def _numbered(name: str, versions: Sequence[Version], number: int) -> Version:
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        there = "、".join(str(one.number) for one in versions)
        raise StoreError(f"“{name}”没有第 {number} 版（有第 {there} 版）：请核对版本号。")
    return found
