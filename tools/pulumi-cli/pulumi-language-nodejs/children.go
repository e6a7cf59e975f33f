package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// children are the running processes of this host.
type children struct {
	mutex   sync.Mutex
	running map[*os.Process]bool
}

// command prepares a process that is asked to end when the engine cancels the call.
func command(ctx context.Context, name string, arguments ...string) *exec.Cmd {
	child := exec.CommandContext(ctx, name, arguments...)
	child.Cancel = func() error { return terminate(child.Process) }
	// A grandchild that outlives the child would otherwise keep its pipes open, and this host waiting.
	child.WaitDelay = 5 * time.Second
	return child
}

// nodeCommand prepares one of the runners of the @pulumi/pulumi that the program in a folder itself depends on.
func nodeCommand(
	ctx context.Context, folder string, nodeArguments []string, runner string, arguments ...string,
) (*exec.Cmd, error) {
	module, err := findModule(folder, filepath.Join("@pulumi", "pulumi", "cmd", runner))
	if err != nil {
		return nil, err
	}
	child := command(ctx, "node", append(append(nodeArguments, module), arguments...)...)
	child.Dir = folder
	return child, nil
}

// findModule finds a module as Node does: in node_modules of the folder, or of a folder above it.
func findModule(folder, module string) (string, error) {
	for parent := folder; ; parent = filepath.Dir(parent) {
		candidate := filepath.Join(parent, "node_modules", module)
		if _, err := os.Stat(candidate); err == nil {
			return candidate, nil
		}
		if parent == filepath.Dir(parent) {
			return "", fmt.Errorf("@pulumi/pulumi is not installed in %s: run npm install there, then try again", folder)
		}
	}
}

// run runs a process to its end.
func (c *children) run(child *exec.Cmd) error {
	if err := c.start(child); err != nil {
		return err
	}
	defer c.forget(child.Process)
	return child.Wait()
}

func (c *children) start(child *exec.Cmd) error {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if err := child.Start(); err != nil {
		return err
	}
	if c.running == nil {
		c.running = map[*os.Process]bool{}
	}
	c.running[child.Process] = true
	return nil
}

func (c *children) forget(process *os.Process) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	delete(c.running, process)
}

func (c *children) stopAll() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for process := range c.running {
		_ = terminate(process)
	}
}

func terminate(process *os.Process) error {
	if err := process.Signal(syscall.SIGTERM); err == nil || errors.Is(err, os.ErrProcessDone) {
		return err
	}
	// Windows has no SIGTERM.
	return process.Kill()
}
