#!/bin/sh
# Makes PostgreSQL available for the tests of the state; does nothing where it is. Where it cannot be
# installed, the tests that need it skip, and this says why.
set -eu
PATH="$PATH:/usr/sbin:/sbin"

command -v initdb >/dev/null && exit 0
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0

give_up() {
    echo "没有 PostgreSQL，跳过需要它的测试：$1" >&2
    echo "Tests of the state on PostgreSQL are skipped: $1." >&2
    echo "On Debian as root: apt-get install postgresql" >&2
    exit 0
}

command -v apt-get >/dev/null || give_up "there is no apt-get"
if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    give_up "packages can be installed by root only"
fi

# The package starts a server of its own, unless this says that services may not start. The tests
# start theirs as an unprivileged user in a temporary folder.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
    $sudo chmod 755 "$policy"
    trap '$sudo rm -f "$policy"' EXIT
fi

install_packages() {
    $sudo apt-get update &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
            postgresql
}

install_packages </dev/null || {
    sleep 5
    install_packages </dev/null
} || give_up "apt-get could not install it"
