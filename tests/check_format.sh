#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: check_format.sh [SOURCE_DIR]
#
# Every C file is as clang-format 14 would write it; CLANG_FORMAT names another program.
set -eu
cd "${1:-.}"

clang_format=${CLANG_FORMAT:-$(command -v clang-format-14 || echo clang-format)}
find lib include cli spec tests conformance -name '*.[ch]' -exec "$clang_format" --dry-run --Werror {} +
