"""Which names of projects words mean."""

import pytest

from portal.answers.named import find_names

NAMES = ("安全护栏增设", "护路员补助", "水毁抢修", "幼儿园设备更新", "校舍零星维修", "独居老人探访", "营造节日气氛")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["护栏"], {"安全护栏增设"}),
        (["安装护栏"], {"安全护栏增设"}),
        (["护栏安装"], {"安全护栏增设"}),
        (["修护栏"], {"安全护栏增设"}),
        (["拆护栏"], set()),
        (["抢修水毁"], {"水毁抢修"}),
        (["给幼儿园换设备"], {"幼儿园设备更新"}),
        (["看望独居老人"], {"独居老人探访"}),
        (["维修", "校舍"], {"校舍零星维修"}),
        (["补助"], {"护路员补助"}),
        (["维修"], {"校舍零星维修"}),
        (["发补贴"], set()),
        (["修修补补"], set()),
        (["营造节日气氛项目"], {"营造节日气氛"}),
    ],
)
def test_names(words: list[str], found: set[str]) -> None:
    """A verb may stand before what it is done to and be another that is as good; it names nothing by itself."""
    assert find_names(words, NAMES) == found
