"""Names of projects as they are compared."""

import re

from ingest.folding import squeeze

# What a project is called beside its name; the same one is 环卫市场化, 环卫市场化项目 and 环卫市场化经费项目.
_ENDINGS = re.compile(r"(?:专项资金|专项经费|工作经费|项目|经费|资金|支出|费用|专项)+$")
_LIGHT = re.compile(r"[\s、，,。；;：:（）()\[\]【】·\-]+")


def project_key(name: str) -> str:
    """A project's name for comparing: without signs and without the words that any project may end in.

    >>> project_key("“环卫市场化”经费项目"), project_key("城市维护与管理专项资金")
    ('环卫市场化', '城市维护和管理')
    """
    key = re.sub("[与及]", "和", _LIGHT.sub("", squeeze(name)))
    return _ENDINGS.sub("", key) or key
