// Command bayan builds a static Arabic/English explainer site from Arabic source texts.
//
// This file is the story: the verbs, and [assemble], the one pass from what people wrote to the pages that Hugo reads.
// Each verb has a file of its own beside this one; the work is done in internal/.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/site"
)

// Exit codes, the same for every verb.
const (
	exitClean       = 0
	exitFindings    = 1 // a finding of severity error, or work that could not be done
	exitUsage       = 2
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
)

func main() { os.Exit(run()) }

// run is the program; it returns the exit code, so that tests can call it.
func run() int {
	err := command().Execute()
	var failure failed
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errInterrupted):
		fmt.Fprintln(os.Stderr, "bayan: interrupted; nothing was replaced")
		return exitInterrupted
	case errors.As(err, &failure):
		if failure.err != nil {
			fmt.Fprintln(os.Stderr, "bayan: error: "+failure.Error())
		}
		return exitFindings
	}
	fmt.Fprintf(os.Stderr, "bayan: %v\n\thint: bayan --help lists the commands\n", err)
	return exitUsage
}

var errInterrupted = errors.New("interrupted")

// interruptible gives a context that ends at the first Ctrl-C or SIGTERM, for work that then puts things in order; a second one
// kills the program. Verbs that replace nothing leave signals alone and die at the first.
func interruptible() (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// failed is work that was asked for rightly and could not be done. Its err is nil where findings have said all.
type failed struct{ err error }

func (f failed) Error() string { return f.err.Error() }

func command() *cobra.Command {
	root := &cobra.Command{
		Use:           "bayan",
		Short:         "Build a bilingual Arabic/English explainer site from Arabic source texts",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		Version:       version(),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.AddCommand(buildCommand(), convertCommand(), annotateCommand(), checkCommand(), serveCommand(), newCommand(), glossaryCommand())
	return root
}

// version is the program's module version or commit, as the go command recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}

// assemble makes the pages of the site. With an error among the findings they are not to be published.
func assemble(tree site.Tree, drafts bool) ([]document.Document, []diag.Finding) {
	var a assembly
	a.readGlossary(tree.Glossary)
	a.readTexts(tree.Sources, tree.Furniture)
	a.readPages(tree.Pages, drafts)
	a.resolveCitations()
	a.addSourcePages()
	a.annotate()
	a.addTermPages()
	a.checkTargets(tree.Pictures)
	a.checkAddresses()
	return a.pages, a.findings
}
