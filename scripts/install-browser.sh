#!/bin/sh
# Makes a Chromium and a Chinese font available for the browser tests; does nothing where they are.
set -eu

have_browser() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null

have_font() {
    [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]
}

give_up() {
    echo "浏览器测试需要 Chromium（或 Chrome）、fontconfig 和一种中文字体，请先安装。" >&2
    echo "The browser tests need Chromium (or Chrome), fontconfig and a Chinese font;" >&2
    echo "on Debian as root: apt-get install chromium fontconfig fonts-noto-cjk" >&2
    exit 1
}

if have_browser && have_font; then
    exit 0
fi

command -v apt-get >/dev/null || give_up
if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif sudo -n true 2>/dev/null; then
    sudo="sudo -n"
else
    give_up
fi

install_packages() {
    $sudo apt-get update &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
            chromium fontconfig fonts-noto-cjk
}

install_packages </dev/null || {
    sleep 5
    install_packages </dev/null
} || give_up

have_browser && have_font || give_up
