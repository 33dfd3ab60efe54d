package main

import (
	"github.com/spf13/cobra"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/site"
)

func lintCommand() *cobra.Command {
	var file, content, format string
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "Compare the glossary with the site's texts",
		Long: "Compare the glossary with the site's texts, drafts included: terms and forms that no text has, forms that say nothing new,\n" +
			"short ones, and plurals that the texts have and the glossary does not. The exit code is 1 only where a file cannot be used.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return printFindings(cmd.OutOrStdout(), lint(file, content), format)
		},
	}
	cmd.Flags().StringVar(&file, "glossary", glossaryPath, "the glossary: .toml, .csv or .tbx")
	cmd.Flags().StringVar(&content, "content", "content", "the content whose texts it is compared with")
	_ = cmd.MarkFlagDirname("content")
	formatFlag(cmd, &format, "how to write findings", diag.Formats...)
	return cmd
}

// lint gives the findings on a glossary; those of the content only where it has no texts at all.
func lint(file, content string) []diag.Finding {
	terms, found := readGlossary(file)
	if diag.Failed(found) {
		return found
	}
	tree, unread := site.Read(content, nil)
	tree.Glossary = nil // so that the only marks on the pages are their authors'
	pages, _ := assemble(tree, true)
	if len(pages) == 0 {
		return append(found, unread...)
	}
	var texts []glossary.Text
	for _, page := range pages {
		texts = append(texts, textOf(page))
	}
	return append(found, terms.Lint(file, texts)...)
}

// textOf gives a page's text without marks, whose addresses are no words of it.
func textOf(page document.Document) glossary.Text {
	text := glossary.Text{Path: page.File, Lang: page.Lang}
	for _, mark := range page.Marks() {
		if mark.Scheme == document.Term {
			text.Marked = append(text.Marked, mark.Target)
		}
	}
	plain := page.Strip(document.Term, document.Source, document.Lang)
	text.Body, text.Line = plain.Body, plain.Line
	return text
}
