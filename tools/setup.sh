#!/bin/sh
# Makes .venv from the locks, once: `tools/setup.sh` for running, `tools/setup.sh dev` for working on it.
# A stamp in .venv says from what it was made, so that a second call returns at once.
set -eu
cd "$(dirname "$0")/.."
level=${1:-run}
stamp=.venv/.sotay-stamp
python=.venv/bin/python

wanted=$(printf '%s %s' "$PWD" "$(cat requirements.lock requirements-dev.lock pyproject.toml tools/setup.sh | cksum)")
usable() { "$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }
stamped() { [ "$(cat "$stamp" 2>/dev/null)" = "$1 $wanted" ]; }

if usable && { stamped "$level" || stamped dev; }; then exit 0; fi

# What was made for developing stays so, and a folder that has moved is made anew.
case $(cat "$stamp" 2>/dev/null || true) in
"dev $PWD "*) level=dev ;;
"run $PWD "* | "") ;;
*) rm -rf .venv ;;
esac

UV=$(tools/find-uv.sh)

make_venv() { # the lines of .python-version first, then what pyenv holds, then a Python that uv brings
    for want in 3.13 3.12 '>=3.12' "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.1[2-9]*/bin/python; do
        "$UV" venv --quiet --clear --no-python-downloads --python "$want" .venv 2>/dev/null && return 0
    done
    echo "Máy chưa có Python từ 3.12: uv đang tải Python 3.13 về …"
    "$UV" venv --quiet --clear --python 3.13 .venv
}

if ! usable; then
    make_venv || {
        echo "Chưa cài được: máy không có Python từ 3.12 và uv không tải được; hãy cài Python 3.12 trở lên rồi chạy lại." >&2
        exit 1
    }
fi
lock=requirements.lock
[ "$level" = dev ] && lock=requirements-dev.lock
rm -f "$stamp"
echo "Đang cài các gói đã khoá trong $lock …"
"$UV" pip sync --quiet --python "$python" --require-hashes "$lock"
# The build backend is in the lock too: nothing else is fetched here.
"$UV" pip install --quiet --python "$python" --no-deps --no-build-isolation -e .
echo "$level $wanted" >"$stamp"
command -v uv >/dev/null 2>&1 ||
    echo "uv nằm ở $UV, ngoài PATH: thêm thư mục ấy vào PATH để gọi “uv run sotay”, hoặc gọi thẳng .venv/bin/sotay."
echo "Đã sẵn sàng: uv run sotay --help"
