#!/bin/sh
# install-server.sh PACKAGE PROGRAM: installs Debian's PACKAGE, so that the tests that run the server
# PROGRAM can; does nothing where the program is. Where it cannot be installed, these tests skip, and
# this says why.
set -eu
PATH="$PATH:/usr/sbin:/sbin"
package=$1 program=$2

command -v "$program" >/dev/null && exit 0
# Debian keeps the programs of PostgreSQL by version.
ls /usr/lib/postgresql/*/bin/"$program" >/dev/null 2>&1 && exit 0

give_up() {
    echo "没有 $program，跳过需要它的测试：$1" >&2
    echo "Tests that run $program are skipped: $1." >&2
    echo "On Debian as root: apt-get install $package" >&2
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

install_package() {
    $sudo apt-get update &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$package"
}

install_package </dev/null || {
    sleep 5
    install_package </dev/null
} || give_up "apt-get could not install it"
