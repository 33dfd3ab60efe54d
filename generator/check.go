package main

import (
	"fmt"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/site"
)

func checkCommand() *cobra.Command {
	var format string
	var sources []string
	cmd := &cobra.Command{
		Use:   "check [DIR]",
		Short: "Check a content folder without building it",
		Long:  "Check a content folder (default: content) without building it. Drafts are checked too.\nThe exit code is 0 where nothing is wrong, 1 where a finding is an error.",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "content"
			if len(args) == 1 {
				dir = args[0]
			}
			tree, found := site.Read(dir, sources)
			pages, more := assemble(tree, true)
			found = append(found, more...)
			if len(found) == 0 && isatty.IsTerminal(os.Stderr.Fd()) {
				fmt.Fprintf(cmd.ErrOrStderr(), "%s: nothing to complain of\n", count(len(pages), "page"))
			}
			return printFindings(cmd.OutOrStdout(), found, format)
		},
	}
	cmd.Flags().StringArrayVar(&sources, "sources", nil, "a further folder of source texts, beside content/sources (may be repeated)")
	_ = cmd.MarkFlagDirname("sources")
	formatFlag(cmd, &format, "how to write findings", diag.Formats...)
	return cmd
}
