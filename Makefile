# `make help` lists what there is. Everything runs in .venv, made from the locks by `make setup`.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test journeys prove bench lint format types contracts lock clean
PORT ?= 8000
BIN := .venv/bin

help: ## Liệt kê các lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Tạo môi trường (.venv) từ danh sách gói đã khoá
	@tools/setup.sh

setup-dev:
	@tools/setup.sh dev

demo: setup ## Chạy thử một đảng bộ huyện mẫu ở http://127.0.0.1:8000 (đổi cổng: PORT=8123)
	@$(BIN)/sotay demo --port $(PORT)

test: setup-dev ## Chạy các phép thử nhanh trên SQLite và PostgreSQL
	@tools/test-needs.sh
	@tools/test.sh

journeys: setup-dev ## Đi hết các hành trình bằng trình duyệt, ghi build/journeys.json
	@tools/test-needs.sh
	@rm -f build/journeys.json
	@SOTAY_TEST_SKIPPED= $(BIN)/pytest -n "$${WORKERS:-2}" tests/journeys
	@cat build/journeys.json

prove: setup-dev ## Chứng minh các tuyên bố an toàn, ghi build/prove.json (SIZE=release: bản lớn)
	@$(BIN)/python -m tests.prove

bench: setup-dev ## Đo tốc độ trên dữ liệu mẫu, bên cạnh mức hạn (cần make demo trước)
	@$(BIN)/python -m tools.bench

lint: setup-dev ## Soát lỗi và cách trình bày mã
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@for script in tools/*.sh; do sh -n $$script || exit 1; done

format: setup-dev ## Sửa cách trình bày mã
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

types: setup-dev ## Soát kiểu dữ liệu
	@$(BIN)/mypy

contracts: setup-dev ## Soát tầng và phòng của ngôi nhà (docs/floors-and-rooms.md)
	@$(BIN)/lint-imports
	@$(BIN)/pytest -n0 tests/architecture

lock: ## Khoá lại các gói theo pyproject.toml (nâng bản: tools/lock.sh --upgrade)
	@tools/lock.sh

clean: ## Xoá môi trường và tệp tạm; dữ liệu trong var/ được giữ
	rm -rf .venv .venv-uv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
