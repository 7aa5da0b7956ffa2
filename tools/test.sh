#!/bin/sh
# The suite on SQLite, then on a throw-away PostgreSQL; both always run. Arguments go to pytest.
set -u
cd "$(dirname "$0")/.."
mkdir -p build
skipped=build/skipped.txt
: >"$skipped"
export SOTAY_TEST_SKIPPED="$skipped"
# Where the environment forbids compiled files, each worker would compile every test module again.
export PYTHONDONTWRITEBYTECODE=
[ $# -gt 0 ] || set -- -m "not slow"
failed=""
worlds=${SOTAY_WORLDS:-400}
for database in sqlite postgresql; do
    echo "── Phép thử trên $database"
    # Drawn worlds shake the same rules on both; writing them takes PostgreSQL three times as long.
    [ "$database" = sqlite ] && SOTAY_WORLDS=$worlds || SOTAY_WORLDS=$((worlds / 4))
    export SOTAY_WORLDS
    SOTAY_TEST_DB=$database .venv/bin/pytest -n "${WORKERS:-2}" "$@" </dev/null || failed="$failed $database"
done
echo "── Bỏ qua tổng cộng: $(awk '{n += $1} END {print n + 0}' "$skipped") phép thử (lý do ở trên)"
if [ -n "$failed" ]; then
    echo "Có phép thử không đạt trên:$failed" >&2
    exit 1
fi
