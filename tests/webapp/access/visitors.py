"""Who comes to the site, and the bulletin they want."""

from __future__ import annotations

from tests.webapp.conftest import JULY

ADMIN, EDITOR, TRAINER, READER = (f"{role}-甲" for role in ("admin", "editor", "trainer", "reader"))
BULLETIN = f"/bulletins/{JULY.id}"
