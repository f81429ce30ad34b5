"""Published reports whose agency is no longer in the register: a row was deleted, or its id changed."""

from collections import defaultdict
from collections.abc import Iterator

from ingest.register_files import load_register
from ingest.store import Store, Version


def tell_orphans(store: Store) -> Iterator[str]:
    """Yield a sentence for each agency that has published reports and is not in the register, naming them."""
    known = load_register(store.root).agencies
    orphans: dict[str, list[Version]] = defaultdict(list)
    for version in store.published():
        agency = version.folder.parent.name
        if agency not in known:
            orphans[agency].append(version)
    for agency, versions in orphans.items():
        titles = "、".join(version.descriptor["title"] for version in versions)
        yield (
            f"单位名录里没有 id 为 {agency} 的单位，它有 {len(versions)} 份报告（{titles}），单位页打不开："
            "请在 agencies.csv 里补回这一行（id 不能改），再运行 mingzhang index update。"
        )
