#!/bin/sh
# Make a Debian package of what `make install` installs.
#
#   packaging/deb.sh VERSION EPOCH STAGE DEB
#
# STAGE holds the files of `make install PREFIX=/usr DESTDIR=STAGE` and is
# completed here.  EPOCH, in seconds, dates the package: the same source and
# date make the same bytes.  dpkg-dev alone does it: one binary, no services
# and no maintainer scripts leave little for debhelper.
set -eu
version=$1 epoch=$2 stage=$3 deb=$4
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
share=$stage/usr/share
doc=$share/doc/pinggu
SOURCE_DATE_EPOCH=$epoch
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8
umask 022

for tool in dpkg-deb dpkg-shlibdeps dpkg-gencontrol; do
	command -v "$tool" >/dev/null || {
		echo "缺少 $tool，请先运行 tools/setup.sh deb" >&2
		exit 1
	}
done

# ---- the files ------------------------------------------------------------------
strip --strip-unneeded -R .comment "$stage/usr/bin/pinggu"
find "$share/man" -type f -exec gzip -9n {} +
install -D -m 755 "$here/pinggu-menu" "$stage/usr/lib/pinggu/pinggu-menu"
install -D -m 644 "$here/pinggu.desktop" "$share/applications/pinggu.desktop"
install -D -m 644 "$here/lintian-overrides" "$share/lintian/overrides/pinggu"
mkdir -p "$doc"
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

# ---- what dpkg is told ------------------------------------------------------------
# dpkg-dev looks for debian/control and debian/changelog where it runs.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/debian" "$stage/DEBIAN"
cd "$work"
cp "$here/control" debian/control
{
	echo "pinggu ($version) unstable; urgency=medium"
	echo
	echo "  * Version $version."
	echo
	sed -n 's/^Maintainer: / -- /p' debian/control | tr '\n' ' '
	echo " $(date -u -R -d "@$epoch")"
} > debian/changelog
gzip -9n < debian/changelog > "$doc/changelog.gz"
dpkg-shlibdeps "$stage/usr/bin/pinggu"
dpkg-gencontrol -fdebian/files -P"$stage"
(cd "$stage" && find usr -type f -print0 | sort -z | xargs -0 md5sum) \
    > "$stage/DEBIAN/md5sums"

# Whoever builds it, and under whatever umask.
chmod -R u+rwX,go+rX,go-w,a-st "$stage"
find "$stage" -exec touch -h -d "@$epoch" {} +
dpkg-deb --root-owner-group -Zxz --build "$stage" "$deb" >/dev/null
