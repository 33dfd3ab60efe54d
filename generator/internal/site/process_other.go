//go:build !linux

package site

import "syscall"

func dieWithParent() *syscall.SysProcAttr { return nil }
