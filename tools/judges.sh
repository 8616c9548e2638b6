#!/bin/sh
# Fetch the writers of workbooks that only tests need and Debian has not, into
# FOLDER/node_modules: exceljs and SheetJS, which web systems use.  Without npm,
# or where it cannot fetch them, say so; their tests then say that they did not
# run, or fail where JUDGES=required.
#
#   tools/judges.sh FOLDER
set -eu
packages="exceljs@4.4.0 xlsx@0.18.5"

mark=$1/judges-$(echo "$packages" | tr ' @' '__')
[ -e "$mark" ] && exit 0
mkdir -p "$1"
if ! command -v npm >/dev/null; then
	echo "没有 npm：exceljs 和 SheetJS 写的工作簿这次不试（no npm: their tests do not run）"
	exit 0
fi
# shellcheck disable=SC2086  # the list is meant to be split
if npm install --no-save --no-audit --no-fund --silent --prefix "$1" $packages; then
	: > "$mark"
else
	echo "npm 取不到 $packages：它们写的工作簿这次不试（npm cannot fetch them: their tests do not run）"
fi
