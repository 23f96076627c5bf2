#!/bin/sh
# Makes .venv with the newest Python that will do, and puts the pinned installer into it.
# A name on the PATH may be a shim that runs nothing, so every candidate is run before it is believed.
set -eu
cd "$(dirname "$0")/.."

new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
python=
for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if "$candidate" -c "$new_enough" >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "需要 Python 3.11 或更新版本，并在 PATH 中；也可用 make setup PYTHON=/路径/python3 指定。" >&2
    echo "Python 3.11 or newer is needed on the PATH; or name one: make setup PYTHON=/path/to/python3" >&2
    exit 2
fi

# A .venv whose Python went away (a copied folder, an upgraded system) is made again, not repaired.
if [ -x .venv/bin/python ] && .venv/bin/python -c "$new_enough" >/dev/null 2>&1 && [ -x .venv/bin/pip ] &&
    .venv/bin/pip --version >/dev/null 2>&1; then
    :
else
    rm -rf .venv
    # Debian ships `venv` without ensurepip until its own package for it is installed.
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            apt-get update -q && apt-get install -y -q "python$version-venv"
        else
            echo "这个 Python 缺少 venv 模块，请先安装：sudo apt-get install python$version-venv" >&2
            echo "This Python lacks its venv module; install it first: sudo apt-get install python$version-venv" >&2
            exit 2
        fi
    fi
    "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
