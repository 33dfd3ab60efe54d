package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"bayan/generator/internal/diag"
)

// printFindings writes findings where the verb's other output does not go, and fails where one is an error.
func printFindings(w io.Writer, found []diag.Finding, format string) error {
	diag.Sort(found)
	out, err := diag.Format(found, format)
	if err != nil {
		return err
	}
	if _, err := w.Write(out); err != nil {
		return failed{err}
	}
	if diag.Failed(found) {
		return failed{}
	}
	return nil
}

// formatFlag adds --format with the given choices, the first of which is the default.
func formatFlag(cmd *cobra.Command, into *string, usage string, choices ...string) {
	cmd.Flags().StringVar(into, "format", choices[0], usage+": "+strings.Join(choices, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(choices, cobra.ShellCompDirectiveNoFileComp))
	cmd.PreRunE = func(*cobra.Command, []string) error {
		for _, c := range choices {
			if *into == c {
				return nil
			}
		}
		return fmt.Errorf("unknown format %q: use one of %s", *into, strings.Join(choices, ", "))
	}
}

// progress shows on a terminal what is being done, how many of how many pieces, and for how long; elsewhere it is silent. Call step for each
// piece, and done when the work is over.
func progress(what string, total int) (step func(), done func()) {
	bar := progressBar(what, total, progressbar.OptionShowCount())
	return func() { _ = bar.Add(1) }, func() { _ = bar.Finish() }
}

// waiting is progress for work that does not say how far it is: only what, and for how long.
func waiting(what string) (done func()) {
	bar := progressBar(what, -1)
	ticker, stop := time.NewTicker(100*time.Millisecond), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				_ = bar.Add(1)
			case <-stop:
				_ = bar.Finish()
				close(stop)
				return
			}
		}
	}()
	return func() {
		ticker.Stop()
		stop <- struct{}{}
		<-stop
	}
}

func progressBar(what string, total int, options ...progressbar.Option) *progressbar.ProgressBar {
	return progressbar.NewOptions(total, append(options, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionSetDescription(what),
		progressbar.OptionSetVisibility(isatty.IsTerminal(os.Stderr.Fd())), progressbar.OptionSetElapsedTime(true), progressbar.OptionSetPredictTime(false),
		progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSpinnerType(14))...)
}
