"""Sessions, and what an administrator does with accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.access import administration, logging_in, sessions
from kb.access.accounts import BadName, clean_name, login_of
from kb.access.administration import Wanted
from kb.access.sessions import LIMITS, Place
from kb.errors import ConflictError, NotFoundError
from kb.files.home import Home
from kb.rights import COMMAND_LINE, Actor, Forbidden, Role
from kb.state import database
from tests.access.people import HERE, NOW, PASSWORD, made, tried


class TestSessions:
    def test_they_end_without_use_and_after_a_working_day(self, empty_home: Home) -> None:
        account = made(empty_home)
        idle = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        assert sessions.find_session(empty_home, idle, NOW + LIMITS.idle + 1) is None
        at, busy = NOW, sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        while sessions.find_session(empty_home, busy, at):
            at += 1800
        assert at - NOW == LIMITS.absolute + 1800

    def test_only_digests_are_kept(self, empty_home: Home) -> None:
        account = made(empty_home)
        secrets = [
            sessions.open_session(empty_home, account, Place(HERE, "x"), NOW),
            administration.new_link(empty_home, COMMAND_LINE, account, NOW),
            logging_in.new_setup_code(empty_home, NOW),
        ]
        assert len(set(secrets)) == 3
        kept = b"".join(file.read_bytes() for file in empty_home.state.iterdir())
        for secret in (*secrets, PASSWORD):
            assert secret.encode() not in kept

    def test_the_file_is_for_its_owner_only(self, empty_home: Home) -> None:
        made(empty_home)
        for file in empty_home.state.iterdir():
            assert file.stat().st_mode & 0o077 == 0

    def test_so_is_one_that_was_restored(self, empty_home: Home) -> None:
        made(empty_home)
        file = empty_home.state / database.FILE
        restored = file.with_name("restored")
        restored.write_bytes(database.snapshot(empty_home))
        restored.chmod(0o644)
        restored.replace(file)
        made(empty_home, "李四")
        assert file.stat().st_mode & 0o077 == 0

    def test_one_or_all_others_are_ended(self, empty_home: Home) -> None:
        account, other = made(empty_home), made(empty_home, "李四")
        mine, second, third = (
            sessions.open_session(empty_home, account, Place(HERE, "x"), NOW + n) for n in range(3)
        )
        theirs = sessions.open_session(empty_home, other, Place(HERE, "x"), NOW)
        their = sessions.sessions_of(empty_home, other, NOW)[0]
        with pytest.raises(NotFoundError):  # not those of others
            sessions.end_session(empty_home, account, their.handle, NOW)
        found = sessions.find_session(empty_home, third, NOW)
        assert found
        sessions.end_session(empty_home, account, found.handle, NOW)
        assert sessions.find_session(empty_home, third, NOW) is None
        assert sessions.find_session(empty_home, second, NOW)
        assert sessions.end_others(empty_home, account, mine) == 1
        assert sessions.find_session(empty_home, mine, NOW)
        assert sessions.find_session(empty_home, theirs, NOW)

    @pytest.mark.parametrize("change", ["role", "disabled", "password"])
    def test_they_end_when_the_account_changes(self, empty_home: Home, change: str) -> None:
        account = made(empty_home)
        cookie = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        match change:
            case "role":
                administration.set_role(empty_home, COMMAND_LINE, account, Role.READER)
            case "disabled":
                administration.set_disabled(empty_home, COMMAND_LINE, account, disabled=True)
            case "password":
                administration.set_password(empty_home, COMMAND_LINE, account, "窗外 又下 小雨")
        assert sessions.find_session(empty_home, cookie, NOW) is None

    def test_a_backup_has_accounts_but_nobody_is_logged_in(self, empty_home: Home) -> None:
        account = made(empty_home)
        cookie = sessions.open_session(empty_home, account, Place(HERE, "x"), NOW)
        saved = database.snapshot(empty_home)
        for file in empty_home.state.iterdir():
            file.unlink()
        (empty_home.state / database.FILE).write_bytes(saved)
        assert tried(empty_home, "张三") == account
        assert sessions.find_session(empty_home, cookie, NOW) is None


class TestAdministration:
    @pytest.mark.parametrize("role", [None, Role.READER, Role.TRAINER, Role.EDITOR])
    def test_is_for_administrators(self, empty_home: Home, role: Role | None) -> None:
        account, actor = made(empty_home), Actor("乙", role)
        wanted = Wanted("丙", Role.ADMIN)
        attempts: list[Callable[[], object]] = [
            lambda: administration.all_accounts(empty_home, actor),
            lambda: administration.find_account(empty_home, actor, "张三"),
            lambda: administration.account_by_id(empty_home, actor, account.id),
            lambda: administration.add(empty_home, actor, wanted, PASSWORD, NOW),
            lambda: administration.invite(empty_home, actor, wanted, NOW),
            lambda: administration.new_link(empty_home, actor, account, NOW),
            lambda: administration.set_password(empty_home, actor, account, PASSWORD),
            lambda: administration.set_role(empty_home, actor, account, Role.ADMIN),
            lambda: administration.set_disabled(empty_home, actor, account, disabled=True),
            lambda: administration.end_sessions(empty_home, actor, account),
        ]
        for attempt in attempts:
            with pytest.raises(Forbidden):
                attempt()
        assert administration.all_accounts(empty_home, COMMAND_LINE) == [account]

    def test_the_last_administrator_stays(self, empty_home: Home) -> None:
        first, second = made(empty_home, "甲管", Role.ADMIN), made(empty_home, "乙管", Role.ADMIN)
        administration.set_role(empty_home, COMMAND_LINE, first, Role.READER)
        with pytest.raises(ConflictError, match="最后一个管理员"):
            administration.set_role(empty_home, COMMAND_LINE, second, Role.READER)
        with pytest.raises(ConflictError, match="最后一个管理员"):
            administration.set_disabled(empty_home, COMMAND_LINE, second, disabled=True)
        assert administration.account_by_id(empty_home, COMMAND_LINE, second.id) == second

    def test_a_name_is_taken_once_however_it_is_written(self, empty_home: Home) -> None:
        made(empty_home, "Zhang San")
        with pytest.raises(ConflictError):
            made(empty_home, "zhang  san")

    def test_a_name_that_looks_like_another_is_refused(self, empty_home: Home) -> None:
        made(empty_home, "admin")
        with pytest.raises(ConflictError, match="看起来和已有的账号“admin”一样"):
            made(empty_home, "\u0430dmin")
        assert made(empty_home, "\u0430\u043d\u043d\u0430")

    @pytest.mark.parametrize("name", ["", " ", "x" * 41, "a\x00b", "网站", "命令行", "a\u202eb"])
    def test_names_that_nobody_can_have(self, name: str) -> None:
        with pytest.raises(BadName):
            clean_name(name)

    @pytest.mark.parametrize(
        "name", ["\u3164", "王五\ufe0f", "王\U000e0100五", "王\u200b五", "\u2800王"]
    )
    def test_a_character_that_cannot_be_seen_is_named(self, name: str) -> None:
        with pytest.raises(BadName, match=r"看不见的字符（U\+"):
            clean_name(name)

    @pytest.mark.parametrize("dot", "·•・‧⋅᛫∙･.．")
    def test_a_name_with_a_dot_is_one_whatever_the_keyboard_writes(self, dot: str) -> None:
        assert clean_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"
        assert login_of(f" 阿依古丽{dot}买买提") == "阿依古丽·买买提"
        assert login_of("Zhang.San") == "zhang.san"

    def test_names_are_compared_in_one_form(self) -> None:
        assert login_of(" Zhang　SAN\n") == "zhang san"
