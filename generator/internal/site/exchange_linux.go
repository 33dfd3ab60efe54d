package site

import "golang.org/x/sys/unix"

// exchange swaps two folders in one step (renameat2(2), RENAME_EXCHANGE). It fails where either is missing and on file systems
// that cannot do it.
func exchange(a, b string) error {
	return unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
}
