#!/bin/sh
# Prints the path of a working uv; brings one when the machine has none (--no-bring: does not).
# Tried in turn: uv on the PATH, where pip puts it, a private .venv-uv; then `pip install`.
set -eu
cd "$(dirname "$0")/.."

works() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

pip_places() { # where pip of each python lays commands down: with and without --user
    for python in python3 python /usr/bin/python3; do
        "$python" - 2>/dev/null <<'PY' || true
import os, sysconfig
for scheme in (sysconfig.get_default_scheme(), os.name + "_user"):
    print(os.path.join(sysconfig.get_path("scripts", scheme), "uv"))
PY
    done
}

found() {
    for uv in "$(command -v uv || true)" .venv-uv/bin/uv "${HOME:-/nonexistent}/.local/bin/uv" \
        "${HOME:-/nonexistent}/.cargo/bin/uv" $(pip_places); do
        if works "$uv"; then
            case $uv in /*) echo "$uv" ;; *) echo "$PWD/$uv" ;; esac
            return 0
        fi
    done
    return 1
}

bring() { # each way may be refused (PEP 668, no pip, no venv); the next one is then tried
    log=$(mktemp)
    for python in python3 python3.13 python3.12 python /usr/bin/python3; do
        "$python" -c '' >/dev/null 2>&1 || continue
        echo "Máy chưa có uv: đang tải về bằng pip …" >&2
        if [ -n "${PYENV_ROOT:-}" ] && "$python" -m pip install -q uv >>"$log" 2>&1; then
            pyenv rehash >/dev/null 2>&1 || true
        else
            "$python" -m pip install -q --user uv >>"$log" 2>&1 ||
                { "$python" -m venv .venv-uv && .venv-uv/bin/pip install -q uv; } >>"$log" 2>&1 || continue
        fi
        if found; then
            rm -f "$log"
            return 0
        fi
    done
    tail -n 3 "$log" >&2
    rm -f "$log"
    return 1
}

found && exit 0
[ "${1:-}" != "--no-bring" ] && bring && exit 0
echo "Chưa cài được: máy không có uv, cũng không có Python kèm pip để tải uv; hãy cài uv hoặc Python từ 3.12 rồi chạy lại." >&2
exit 1
