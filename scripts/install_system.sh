#!/bin/sh
# Installs what the tests need from the system: a browser, fonts that can write Chinese, PostgreSQL, LibreOffice, PDF tools.
set -eu

missing=
# The tests need no screen; where that build of the browser is not to be had, the whole one does.
if ! command -v chromium-headless-shell >/dev/null 2>&1 && ! command -v chromium >/dev/null 2>&1; then
    missing="$missing chromium-headless-shell"
fi
# Debian's package names the family "Noto Sans CJK SC"; without it every Chinese character is an empty box in the picture.
if ! command -v fc-list >/dev/null 2>&1 || ! fc-list | grep -q 'NotoSansCJK'; then
    missing="$missing fontconfig fonts-noto-cjk"
fi
# The server's own programs are not on the PATH on Debian.
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1; then
    missing="$missing postgresql"
fi
if ! command -v soffice >/dev/null 2>&1 || ! ls /usr/lib/libreoffice/program/libswlo.so /usr/lib/libreoffice/program/libsclo.so >/dev/null 2>&1; then
    missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
fi
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装系统软件包 Installing system packages:$missing"
    apt-get update -q
    case "$missing" in
        *chromium-headless-shell*)
            apt-cache show chromium-headless-shell >/dev/null 2>&1 ||
                missing=$(echo "$missing" | sed 's/chromium-headless-shell/chromium/') ;;
    esac
    # shellcheck disable=SC2086 # a list of package names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
else
    echo "全部测试需要系统软件包，请先安装：sudo apt-get install$missing" >&2
    echo "The whole of the tests needs system packages; install them first: sudo apt-get install$missing" >&2
    exit 2
fi
