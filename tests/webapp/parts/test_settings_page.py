"""The settings in force, for administrators."""

from __future__ import annotations

from kb.files import Quotas, Settings
from kb.files.cluster_settings import Cluster
from webapp.parts.settings_page import setting_rows


def test_each_setting_is_there_with_its_section() -> None:
    found = Settings(
        hosts=("kb.example.cn", "10.1.2.3"),
        quotas=Quotas(exports=5),
        opensearch=Cluster(("https://10.1.0.1:9200",), credentials="state/cluster"),
    )
    rows = {row.name: row for row in setting_rows(found)}
    assert rows["hosts"].value == "kb.example.cn、10.1.2.3"
    assert (rows["quotas.exports"].value, rows["quotas.exports"].default) == ("5", False)
    assert (rows["quotas.checks"].value, rows["quotas.checks"].default) == ("200", True)
    assert (rows["queries.names"].value, rows["timezone"].value) == ("否", "没有设置")
    assert rows["opensearch.credentials"].value == "state/cluster", "the file, not what is in it"
