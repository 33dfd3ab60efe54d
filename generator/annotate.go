package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"bayan/generator/internal/annotate"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
	"bayan/generator/internal/site"
)

// occurrence is what annotate --format json prints of a term.
type occurrence struct {
	File       string   `json:"file"`
	Line       int      `json:"line"`  // 1-based
	Start      int      `json:"start"` // byte offsets in the file
	End        int      `json:"end"`
	Term       string   `json:"term"` // the concept's id
	Surface    string   `json:"surface"`
	Proclitics []string `json:"proclitics"`
	Enclitic   string   `json:"enclitic"`
	Form       string   `json:"form"` // of the glossary, that matched
	Rule       string   `json:"rule"` // how the surface comes from the form
}

func annotateCommand() *cobra.Command {
	var glossaryFile, format string
	cmd := &cobra.Command{
		Use:   "annotate [--glossary FILE] FILE...",
		Short: "Find the glossary's terms in pages and source texts",
		Long: "Find the glossary's terms. As md, print each page with the first occurrence in every section marked; a source text\n" +
			"(.txt) is converted first. As json, print every occurrence, one object a line, with byte offsets in the file.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			return annotateFiles(cmd, files, glossaryFile, format)
		},
	}
	cmd.Flags().StringVar(&glossaryFile, "glossary", "content/glossary.toml", "the glossary: .toml, .csv or .tbx")
	formatFlag(cmd, &format, "what to print", "md", "json")
	return cmd
}

func annotateFiles(cmd *cobra.Command, files []string, glossaryFile, format string) error {
	terms, found := readGlossary(glossaryFile)
	if diag.Failed(found) {
		return printFindings(cmd.ErrOrStderr(), found, "text")
	}
	attested := glossary.Attested{}
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil { // what cannot be read is said below
			attested.Add(data)
		}
	}
	annotator := annotate.New(terms, attested)
	var out bytes.Buffer
	step, done := progress("annotating", len(files))
	for _, file := range files {
		var more []diag.Finding
		if format == "json" {
			more = listOccurrences(&out, file, annotator)
		} else {
			more = markFile(&out, file, annotator)
		}
		found = append(found, more...)
		step()
	}
	done()
	if err := printFindings(cmd.ErrOrStderr(), found, "text"); err != nil {
		return err
	}
	_, err := cmd.OutOrStdout().Write(out.Bytes())
	return err
}

// markFile writes a page, or a source text as a page, with its terms marked.
func markFile(out *bytes.Buffer, file string, annotator *annotate.Annotator) []diag.Finding {
	var doc document.Document
	var found []diag.Finding
	if strings.HasSuffix(file, ".txt") {
		rules, wrong := furnitureRules()
		doc, found = convertFile(file, rules)
		found = append(found, wrong...)
	} else {
		var data []byte
		if data, found = site.ReadFile(file); !diag.Failed(found) {
			doc, found = document.Parse(file, file, data)
		}
	}
	if !diag.Failed(found) {
		marked, _ := annotator.Page(doc)
		out.Write(marked.Format())
	}
	return found
}

// listOccurrences writes every term of a file as the file's own bytes have it. A .txt file is searched as plain text, in the language of
// most of its letters.
func listOccurrences(out *bytes.Buffer, file string, annotator *annotate.Annotator) []diag.Finding {
	data, found := site.ReadFile(file)
	if diag.Failed(found) {
		return found
	}
	var matches []glossary.Match
	if strings.HasSuffix(file, ".txt") {
		if !utf8.Valid(data) {
			return []diag.Finding{{File: file, Severity: diag.Error, Code: "not-utf-8", Message: "offsets are counted in UTF-8, and the file is in another encoding",
				Hint: "convert it first: bayan convert"}}
		}
		matches = annotator.Matcher(language(data)).Find(data)
	} else {
		var found []diag.Finding
		if matches, found = pageMatches(file, data, annotator); diag.Failed(found) {
			return found
		}
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	line, at := 1, 0
	for _, m := range matches {
		line += lineEnds(data[at:m.Start])
		at = m.Start
		_ = enc.Encode(occurrence{file, line, m.Start, m.End, m.ID, string(data[m.Start:m.End]), append([]string{}, m.Proclitics...), m.Enclitic, m.Form, m.Rule})
	}
	return nil
}

// lineEnds counts the line ends, LF, CR LF or CR, of a part of a file that ends within a line.
func lineEnds(data []byte) int {
	return bytes.Count(document.NormalizeLineEnds(data), []byte("\n"))
}

// pageMatches finds the terms of a Markdown page, with offsets in data.
func pageMatches(file string, data []byte, annotator *annotate.Annotator) ([]glossary.Match, []diag.Finding) {
	doc, found := document.Parse(file, file, data)
	if diag.Failed(found) {
		return nil, found
	}
	_, occurrences := annotate.Terms(doc, annotator.Matcher(doc.Lang))
	original := originalOffsets(data, len(doc.Body))
	matches := make([]glossary.Match, len(occurrences))
	for i, o := range occurrences {
		matches[i] = o.Match
		matches[i].Start, matches[i].End = original(o.Start), original(o.End)
	}
	return matches, nil
}

// originalOffsets translates offsets in the last n bytes of a file with its line ends made "\n" into offsets in the file.
func originalOffsets(data []byte, n int) func(int) int {
	normal := document.NormalizeLineEnds(data)
	first := len(normal) - n
	if len(normal) == len(data) {
		return func(offset int) int { return first + offset }
	}
	at := make([]int, 0, len(normal)+1)
	for i := len(data) - len(bytes.TrimPrefix(data, []byte("\ufeff"))); i < len(data); i++ {
		if data[i] == '\n' && i > 0 && data[i-1] == '\r' {
			continue
		}
		at = append(at, i)
	}
	at = append(at, len(data))
	return func(offset int) int { return at[first+offset] }
}
