package site

import "syscall"

// dieWithParent has the system end a Hugo whose parent was killed, so that no server is left on its port.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} }
