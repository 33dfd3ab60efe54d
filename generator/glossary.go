package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"bayan/generator/internal/annotate"
	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/site"
)

func glossaryCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "glossary", Short: "Ask the glossary, and carry it to other programs and back", Args: cobra.NoArgs,
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
	why.Flags().StringVar(&file, "glossary", glossaryPath, "the glossary: .toml, .csv or .tbx")
	why.Flags().StringVar(&content, "content", "content", "the content whose own words count as known")
	cmd.AddCommand(why, exportCommand(), importCommand(), lintCommand())
	return cmd
}

func exportCommand() *cobra.Command {
	var file, format, output string
	cmd := &cobra.Command{
		Use:   "export --format csv|tbx",
		Short: "Write the glossary for a spreadsheet or a translator's program",
		Long:  "Write the glossary as CSV or TBX (ISO 30042:2019), on standard output or to a new file. What the format does not carry is named in notes.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			terms, found := readGlossary(file)
			var data []byte
			if !diag.Failed(found) {
				var lost []diag.Finding
				if format == "tbx" {
					data, lost = terms.FormatTBX(file)
				} else {
					data, lost = terms.FormatCSV(file)
				}
				found = append(found, lost...)
			}
			return writeNew(cmd, output, data, found)
		},
	}
	cmd.Flags().StringVar(&file, "glossary", glossaryPath, "the glossary: .toml, .csv or .tbx")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this new file")
	formatFlag(cmd, &format, "the format to write", "csv", "tbx")
	return cmd
}

func importCommand() *cobra.Command {
	var format, output string
	cmd := &cobra.Command{
		Use:   "import --format csv|tbx FILE",
		Short: "Read a spreadsheet's terms, or a translator's, as a glossary",
		Long: "Read CSV – as spreadsheets write it, with commas or semicolons – or TBX – of 2019 or older, as Weblate and Microsoft write it – and\n" +
			"write the glossary in TOML, on standard output or to a new file.\n" +
			"bayan check then names what a concept still lacks.",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, found := site.ReadFile(args[0])
			var out []byte
			if !diag.Failed(found) {
				var terms glossary.Glossary
				if format == "tbx" {
					terms, found = glossary.ParseTBX(args[0], data)
				} else {
					terms, found = glossary.ParseCSV(args[0], data)
				}
				var err error
				if out, err = terms.Format(); err != nil {
					return failed{err}
				}
			}
			return writeNew(cmd, output, out, found)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this new file")
	formatFlag(cmd, &format, "the format to read", "csv", "tbx")
	return cmd
}

// writeNew prints findings and, where none is an error, writes data to a file that is not there yet, or to standard output.
func writeNew(cmd *cobra.Command, output string, data []byte, found []diag.Finding) error {
	if err := printFindings(cmd.ErrOrStderr(), found, "text"); err != nil {
		return err
	}
	if output == "" {
		_, err := cmd.OutOrStdout().Write(data)
		return err
	}
	file, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return failed{fmt.Errorf("%w\n\thint: name a new file", err)}
	}
	_, err = file.Write(data)
	if err := errors.Join(err, file.Close()); err != nil {
		return failed{err}
	}
	return nil
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

// readGlossary reads a glossary in TOML, CSV or TBX, as its name says.
func readGlossary(file string) (glossary.Glossary, []diag.Finding) {
	data, found := site.ReadFile(file)
	if diag.Failed(found) {
		found[0].Hint = "name a glossary with --glossary"
		return glossary.Glossary{}, found
	}
	switch filepath.Ext(file) {
	case ".csv":
		return glossary.ParseCSV(file, data)
	case ".tbx", ".xml":
		return glossary.ParseTBX(file, data)
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
