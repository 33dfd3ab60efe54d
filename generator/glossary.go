package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"bayan/generator/internal/annotate"
	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/site"
)

func glossaryCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "glossary", Short: "Ask the glossary", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	var file, content string
	why := &cobra.Command{
		Use:   "why WORD...",
		Short: "Tell why a word, or words in a row, are or are not linked, and to what",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			return why(cmd, strings.Join(words, " "), file, content)
		},
	}
	why.Flags().StringVar(&file, "glossary", glossaryPath, "the glossary: .toml or .csv")
	why.Flags().StringVar(&content, "content", "content", "the content whose own words count as known")
	cmd.AddCommand(why)
	return cmd
}

// why prints every reading of the first of the words, the one that a page would link first.
func why(cmd *cobra.Command, text, file, content string) error {
	terms, found := readGlossary(file)
	if diag.Failed(found) {
		return printFindings(cmd.ErrOrStderr(), found, "text")
	}
	tree, _ := site.Read(content, nil) // without content, no word is attested
	pages, _ := assemble(tree, true)
	attested := glossary.Attested{}
	for _, page := range pages {
		attested.Add(page.Body)
	}
	considered := annotate.New(terms, attested).Matcher(language([]byte(text))).Explain([]byte(text))
	out := cmd.OutOrStdout()
	if len(considered) == 0 {
		fmt.Fprintf(out, "%s: not linked: no form of the glossary has these letters, with any particle or ending\n", diag.Quote(text))
		return nil
	}
	for _, c := range considered {
		verdict := "linked to " + c.ID
		if c.Fault != "" {
			verdict = "not linked: " + c.Fault
		}
		reading := c.Rule
		if len(c.Proclitics) > 0 {
			reading = strings.Join(c.Proclitics, " + ") + ", " + reading
		}
		fmt.Fprintf(out, "%s: as %s (%s): %s\n", diag.Quote(text), diag.Quote(c.Form), reading, verdict)
	}
	return nil
}

// readGlossary reads a glossary in TOML or CSV, as its name says.
func readGlossary(file string) (glossary.Glossary, []diag.Finding) {
	data, found := site.ReadFile(file)
	if diag.Failed(found) {
		found[0].Hint = "name a glossary with --glossary"
		return glossary.Glossary{}, found
	}
	if strings.HasSuffix(file, ".csv") {
		return glossary.ParseCSV(file, data)
	}
	return glossary.Parse(file, data)
}

// language is a text's own, or Arabic where its letters do not say.
func language(text []byte) string {
	if lang := arabic.Language(string(text)); lang != "" {
		return lang
	}
	return "ar"
}
