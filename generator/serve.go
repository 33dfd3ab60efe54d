package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/spf13/cobra"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/site"
)

func serveCommand() *cobra.Command {
	p := project{root: "."}
	var port int
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site on this machine, with live reload",
		Long:  "Preview the site on http://127.0.0.1 with live reload. Every change to the content, the layouts or the styles shows\nat once; while something is wrong, the last good state stays.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.check(); err != nil {
				return err
			}
			if port < 1 || port > 65535 {
				return fmt.Errorf("--port %d is no port: use 1 to 65535", port)
			}
			return serve(cmd, p, port)
		},
	}
	p.flags(cmd)
	p.drafts = true
	cmd.Flags().Lookup("drafts").DefValue = "true"
	cmd.Flags().IntVar(&port, "port", 1313, "the port to listen on")
	return cmd
}

func serve(cmd *cobra.Command, p project, port int) error {
	if err := checkPort(port); err != nil {
		return failed{err}
	}
	var pages atomic.Pointer[[]document.Document]
	report := func(found []diag.Finding) { _ = printFindings(cmd.ErrOrStderr(), found, "text") }
	stage := func() bool {
		docs, pictures, found := p.assemble()
		report(found)
		if diag.Failed(found) {
			return false
		}
		if err := stageLocked(p, docs, pictures); err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "bayan: error: %v\n", err)
			return false
		}
		pages.Store(&docs)
		return true
	}
	if !stage() {
		return failed{}
	}
	ctx, stop := interruptible()
	defer stop()
	changed, err := watch(ctx, append([]string{p.content()}, p.sources...))
	if err != nil {
		return failed{err}
	}
	go func() {
		for range changed {
			if stage() {
				fmt.Fprintln(cmd.OutOrStdout(), "read again")
			}
		}
	}()
	fmt.Fprintf(cmd.OutOrStdout(), "%s: http://127.0.0.1:%d/ (stop with Ctrl-C)\n", count(len(*pages.Load()), "page"), port)
	if err := p.site().Serve(ctx, port, func() []document.Document { return *pages.Load() }, report); err != nil {
		return failed{fmt.Errorf("the preview stopped: %w", err)}
	}
	return nil
}

// stageLocked stages while no other build of the project does.
func stageLocked(p project, docs []document.Document, pictures []site.File) error {
	unlock, err := lockBuild(p)
	if err != nil {
		return err
	}
	defer unlock()
	return site.Stage(p.staged(), docs, pictures)
}

// checkPort refuses a port that somebody else listens on.
func checkPort(port int) error {
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return fmt.Errorf("port %d cannot be used: %w\n\thint: choose another with --port", port, err)
	}
	return listener.Close()
}

// settle is how long a folder must be quiet before what changed in it is read: editors save in several steps.
const settle = 80 * time.Millisecond

// watch tells of changes below the given folders, until the context ends.
func watch(ctx context.Context, dirs []string) (<-chan struct{}, error) {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	for _, dir := range dirs {
		if err := watchTree(watcher, dir); err != nil {
			watcher.Close()
			return nil, err
		}
	}
	changed := make(chan struct{})
	go func() {
		defer watcher.Close()
		defer close(changed)
		quiet := time.NewTimer(0)
		<-quiet.C
		for {
			select {
			case <-ctx.Done():
				return
			case event := <-watcher.Events:
				if event.Has(fsnotify.Create) {
					_ = watchTree(watcher, event.Name) // a new folder; anything else is watched by its own
				}
				if event.Op != fsnotify.Chmod {
					quiet.Reset(settle)
				}
			case <-watcher.Errors: // an event was lost: what changed is read all the same
				quiet.Reset(settle)
			case <-quiet.C:
				select {
				case changed <- struct{}{}:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return changed, nil
}

// watchTree watches a folder and the folders in it.
func watchTree(watcher *fsnotify.Watcher, dir string) error {
	return filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return watcher.Add(name)
	})
}
