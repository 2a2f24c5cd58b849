package main

import (
	"os/exec"
	"syscall"
)

// endWithParent lets the kernel end the plugin when this process dies without a chance to stop it.
func endWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
