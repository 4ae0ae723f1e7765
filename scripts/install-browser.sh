#!/bin/sh
# Makes a Chromium and a Chinese font available for the browser tests; does nothing where they are.
# The shell is the same Chromium without the windows around its pages: to open a page takes a quarter of
# the processor time. Where it cannot be had, a whole Chromium does.
set -eu

have_shell() {
    command -v chromium-headless-shell
} >/dev/null

have_browser() {
    have_shell || command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null

have_font() {
    [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]
}

have_enough() {
    have_browser && have_font
}

give_up() {
    have_enough && exit 0
    echo "浏览器测试需要 Chromium（或 Chrome）、fontconfig 和一种中文字体，请先安装。" >&2
    echo "The browser tests need Chromium (or Chrome), fontconfig and a Chinese font;" >&2
    echo "on Debian as root: apt-get install chromium-headless-shell fontconfig fonts-noto-cjk" >&2
    exit 1
}

if have_shell && have_font; then
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

install_with() {
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        "$1" fontconfig fonts-noto-cjk
}

install_packages() {
    $sudo apt-get update && { install_with chromium-headless-shell || have_enough || install_with chromium; }
}

install_packages </dev/null || have_enough || {
    sleep 5
    install_packages </dev/null
} || give_up

have_enough || give_up
