#!/bin/sh
# Make a Debian package of what `make install` installs.
#
#   packaging/deb.sh VERSION EPOCH STAGE PROGRAM DEB
#
# STAGE holds the files of `make install PREFIX=/usr DESTDIR=STAGE`, PROGRAM is
# the binary with its symbols, EPOCH the seconds that the package is dated by:
# the same commit makes the same bytes.  dpkg-deb and dpkg-shlibdeps alone: one
# binary without maintainer scripts needs no debhelper.
set -eu
version=$1 epoch=$2 stage=$3 program=$4 deb=$5
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
doc=$stage/usr/share/doc/pinggu
SOURCE_DATE_EPOCH=$epoch
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8
umask 022

for tool in dpkg-deb dpkg-shlibdeps strip; do
	command -v "$tool" >/dev/null || {
		echo "缺少 $tool，请先运行 tools/setup.sh deb" >&2
		exit 1
	}
done

# ---- the files ------------------------------------------------------------------
strip --strip-unneeded "$stage/usr/bin/pinggu"
find "$stage/usr/share/man" -type f -exec gzip -9n {} +
mkdir -p "$doc" "$stage/usr/share/applications" "$stage/usr/lib/pinggu"
install -m 755 "$here/pinggu-menu" "$stage/usr/lib/pinggu/pinggu-menu"
install -m 644 "$here/pinggu.desktop" "$stage/usr/share/applications/"
for f in README.md README.zh.md CHANGES.md SECURITY.md CONTRIBUTING.md; do
	[ ! -f "$root/$f" ] || install -m 644 "$root/$f" "$doc/"
done
cp -R "$root/samples" "$root/docs" "$doc/"
find "$doc" -name '.git*' -delete
{
	echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
	echo "Upstream-Name: pinggu"
	echo
	echo "Files: *"
	sed -n 's/^Copyright (c) /Copyright: /p' "$root/LICENSE"
	echo "License: Expat"
	sed -n '/^Permission is/,$p' "$root/LICENSE" |
	    sed 's/^$/./; s/^/ /'
} > "$doc/copyright"
{
	echo "pinggu ($version) unstable; urgency=medium"
	echo
	echo "  * Version $version; CHANGES.md says what is new."
	echo
	echo " -- The pinggu maintainers <pinggu@localhost>  $(date -u -R -d "@$epoch")"
} | gzip -9n > "$doc/changelog.gz"

# ---- what it needs ----------------------------------------------------------------
# dpkg-shlibdeps asks for a source package's debian/control: an empty one does.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/debian"
echo "Source: pinggu" > "$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O "$program" |
    sed -n 's/^shlibs:Depends=//p')
[ -n "$libraries" ] || { echo "dpkg-shlibdeps 没有给出依赖" >&2; exit 1; }

mkdir -p "$stage/DEBIAN"
cat > "$stage/DEBIAN/control" <<EOF
Package: pinggu
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The pinggu maintainers <pinggu@localhost>
Installed-Size: $(du -k -s --apparent-size "$stage/usr" | cut -f1)
Depends: $libraries, fonts-arphic-uming, fonts-wqy-microhei
Recommends: fonts-lxgw-wenkai
Section: text
Priority: optional
Description: evaluate what schools submit by a published notice
 pinggu reads the tables that schools fill in (CSV), checks every cell, applies
 a notice's rules, sums up self-assessments and experts' marks, and writes a
 workbook, a list of what to send back to which school, and PDF papers for each
 studio.  A notice is a folder of spreadsheets, SQL and Markdown, not code.
 .
 按公布的通知检查、评分、打印班主任工作室等的评估材料：汇总表、问题清单、
 每个工作室一份可以盖章的报告。
EOF
(cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) \
    > "$stage/DEBIAN/md5sums"
find "$stage" -exec touch -h -d "@$epoch" {} +
chmod -R u+rwX,go+rX,go-w "$stage"
dpkg-deb --root-owner-group -Zxz --build "$stage" "$deb" >/dev/null
echo "$deb"
