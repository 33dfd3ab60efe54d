package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"bayan/generator/internal/annotate"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/site"
	"bayan/generator/internal/source"
)

func convertCommand() *cobra.Command {
	var output, format string
	cmd := &cobra.Command{
		Use:   "convert [-o DIR] FILE...",
		Short: "Convert source texts to Markdown with front matter",
		Long:  "Convert source texts to Markdown with front matter, on standard output, or as SLUG.LANGUAGE.md in a folder.\nTerms are not marked: see bayan annotate.",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return convert(cmd, files, output, format)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write into this folder")
	formatFlag(cmd, &format, "how to write findings", diag.Formats...)
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

func convert(cmd *cobra.Command, files []string, output, format string) error {
	var docs []document.Document
	rules, found := furnitureRules()
	names := map[string]string{}
	step, done := progress("converting", len(files))
	for _, file := range files {
		doc, more := convertFile(file, rules)
		name := filepath.Base(doc.Path)
		if first, taken := names[name]; taken && output != "" && !diag.Failed(more) {
			more = append(more, diag.Finding{File: file, Line: 1, Severity: diag.Error, Code: "duplicate-slug",
				Message: fmt.Sprintf("%s would become %s as well", first, name), Hint: `give one of them another: slug = "…" above its text`})
		}
		names[name] = file
		found = append(found, more...)
		docs = append(docs, doc)
		step()
	}
	done()
	if err := printFindings(cmd.ErrOrStderr(), found, format); err != nil {
		return err
	}
	for _, doc := range docs {
		if err := writeDocument(cmd, output, doc); err != nil {
			return failed{err}
		}
	}
	return nil
}

// furnitureRules are the program's rules and those of the site in whose folder it runs, if it has any.
func furnitureRules() (source.Rules, []diag.Finding) {
	const own = "content/furniture.toml"
	rules := source.DefaultRules()
	if _, err := os.Stat(own); err != nil {
		return rules, nil
	}
	data, found := site.ReadFile(own)
	if diag.Failed(found) {
		return rules, found
	}
	more, found := source.ParseRules(own, data)
	return append(rules, more...), found
}

// convertFile reads a source text into a page, its foreign runs isolated.
func convertFile(file string, rules source.Rules) (document.Document, []diag.Finding) {
	data, found := site.ReadFile(file)
	if diag.Failed(found) {
		return document.Document{}, found
	}
	text, found := source.Parse(file, data, rules)
	if diag.Failed(found) {
		return document.Document{}, found
	}
	return annotate.Isolate(text.Document()), found
}

func writeDocument(cmd *cobra.Command, output string, doc document.Document) error {
	if output == "" {
		_, err := cmd.OutOrStdout().Write(doc.Format())
		return err
	}
	if err := os.MkdirAll(output, 0o755); err != nil {
		return err
	}
	name := filepath.Join(output, filepath.Base(doc.Path))
	if old, err := os.ReadFile(name); err == nil && !bytes.Contains(old, []byte("\n[source]\n")) {
		return fmt.Errorf("%s is there, and is no converted text\n\thint: choose another folder", name)
	}
	if err := os.WriteFile(name, doc.Format(), 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintln(cmd.OutOrStdout(), name)
	return err
}
