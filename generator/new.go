package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// scaffolds holds what new writes for somebody to fill in: below a folder for each kind, the files at their paths. In
// paths and texts NAME stands for the name and DATE for the day.
//
//go:embed scaffold
var scaffolds embed.FS

const glossaryPath = "content/glossary.toml"

var namePattern = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

func newCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "new", Short: "Start a source, an explainer, a page or a term, with every field to fill in", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() }}
	for _, kind := range []struct{ name, short string }{
		{"source", "Start a source text and its English page in content/sources"},
		{"explainer", "Start an explainer in both languages in content/explainers"},
		{"page", "Start a page in both languages in content/pages"},
	} {
		cmd.AddCommand(&cobra.Command{Use: kind.name + " NAME", Short: kind.short, Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) error { return newFiles(cmd, kind.name, args[0]) }})
	}
	cmd.AddCommand(&cobra.Command{Use: "term NAME", Short: "Start a concept at the end of " + glossaryPath, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return newTerm(cmd, args[0]) }})
	return cmd
}

func fill(text, name string) string {
	return strings.NewReplacer("NAME", name, "DATE", time.Now().UTC().Format(time.DateOnly)).Replace(text)
}

func checkName(name string) error {
	if !namePattern.MatchString(name) || name == "index" {
		return fmt.Errorf("%q cannot be a name: use lower-case letters a–z, digits and single hyphens between them, such as five-contracts", name)
	}
	return (&project{root: "."}).check()
}

// newFiles writes the files of a kind; where one of them exists, nothing is written.
func newFiles(cmd *cobra.Command, kind, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	templates, err := fs.Sub(scaffolds, "scaffold/"+kind)
	if err != nil {
		return failed{err}
	}
	var paths []string
	err = fs.WalkDir(templates, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if _, err := os.Stat(fill(path, name)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is already there\n\thint: choose another name", fill(path, name))
		}
		paths = append(paths, path)
		return nil
	})
	if err != nil {
		return failed{err}
	}
	for _, path := range paths {
		if err := newFile(templates, path, name); err != nil {
			return failed{err}
		}
		fmt.Fprintln(cmd.OutOrStdout(), fill(path, name))
	}
	return nil
}

func newFile(templates fs.FS, path, name string) error {
	text, err := fs.ReadFile(templates, path)
	if err != nil {
		return err
	}
	file := filepath.FromSlash(fill(path, name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(fill(string(text), name)), 0o644)
}

// newTerm adds an empty concept to the glossary. bayan check names each field that is left to fill.
func newTerm(cmd *cobra.Command, id string) error {
	if err := checkName(id); err != nil {
		return err
	}
	text, err := scaffolds.ReadFile("scaffold/term.toml")
	if err != nil {
		return failed{err}
	}
	old, err := os.ReadFile(glossaryPath)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failed{err}
	}
	if regexp.MustCompile(`(?m)^\s*id\s*=\s*["']` + regexp.QuoteMeta(id) + `["']`).Match(old) {
		return failed{fmt.Errorf("%s already has a concept %q\n\thint: choose another name", glossaryPath, id)}
	}
	if err := os.MkdirAll(filepath.Dir(glossaryPath), 0o755); err != nil {
		return failed{err}
	}
	file, err := os.OpenFile(glossaryPath, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return failed{err}
	}
	_, err = file.WriteString(fill(string(text), id))
	if err := errors.Join(err, file.Close()); err != nil {
		return failed{err}
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %s is the last concept; fill in its fields\n", glossaryPath, id)
	return nil
}
