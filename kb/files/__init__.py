"""Files on disk: the home of a knowledge base, durable writes, the file lock of writers, front matter.

Nothing here knows what a file of the corpus means.
"""

from __future__ import annotations

from kb.files import front_matter
from kb.files.access_settings import LOCAL, MODES, NONE, OIDC, PROXY, WITH_SESSIONS, Identity
from kb.files.cache_file import write_cache
from kb.files.cluster_settings import Cluster
from kb.files.corpus_settings import Remote
from kb.files.durable import (
    TEMPORARY,
    copy_durably,
    create_durably,
    disk_errors,
    make_folder,
    move_aside,
    numbered,
    readable,
    reason,
    remove_durably,
    sync_folder,
    write_durably,
)
from kb.files.file_lock import file_lock, file_lock_is_wanted
from kb.files.home import (
    CONFIG_NAME,
    ENGINES,
    OPENSEARCH,
    OWNER,
    Home,
    Settings,
    find_home,
    home_folder,
    init_home,
    load_settings,
    starter_vocabulary,
)
from kb.files.local_time import keep_local_time
from kb.files.operation_settings import QueryLog, Quotas
from kb.files.outside_settings import Syslog
from kb.files.provider_settings import Provider, is_safe
from kb.files.state_settings import Server, server, with_state

__all__ = [
    "CONFIG_NAME",
    "ENGINES",
    "LOCAL",
    "MODES",
    "NONE",
    "OIDC",
    "OPENSEARCH",
    "OWNER",
    "PROXY",
    "TEMPORARY",
    "WITH_SESSIONS",
    "Cluster",
    "Home",
    "Identity",
    "Provider",
    "QueryLog",
    "Quotas",
    "Remote",
    "Server",
    "Settings",
    "Syslog",
    "copy_durably",
    "create_durably",
    "disk_errors",
    "file_lock",
    "file_lock_is_wanted",
    "find_home",
    "front_matter",
    "home_folder",
    "init_home",
    "is_safe",
    "keep_local_time",
    "load_settings",
    "make_folder",
    "move_aside",
    "numbered",
    "readable",
    "reason",
    "remove_durably",
    "server",
    "starter_vocabulary",
    "sync_folder",
    "with_state",
    "write_cache",
    "write_durably",
]
