#!/bin/sh
# Installs what the browser tests need from the system: Chromium, and fonts that can write Chinese.
set -eu

missing=
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
# Debian's package names the family "Noto Sans CJK SC"; without it every Chinese character is an empty box in the picture.
if ! command -v fc-list >/dev/null 2>&1 || ! fc-list | grep -q 'NotoSansCJK'; then
    missing="$missing fontconfig fonts-noto-cjk"
fi
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -q
    # shellcheck disable=SC2086 # a list of package names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
else
    echo "浏览器测试需要系统软件包，请先安装：sudo apt-get install$missing" >&2
    echo "The browser tests need system packages; install them first: sudo apt-get install$missing" >&2
    exit 2
fi
