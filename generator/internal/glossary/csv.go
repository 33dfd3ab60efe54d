package glossary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"bayan/generator/internal/diag"
)

// FormatCSV writes the glossary as CSV (RFC 4180), in UTF-8 with a byte order mark, without which spreadsheets misread Arabic. The findings
// name the concepts of which CSV carries less than the glossary holds; file is the glossary's path.
func (g Glossary) FormatCSV(file string) ([]byte, []diag.Finding) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	_ = w.Write(csvColumns) // a buffer takes every write
	var fs []diag.Finding
	for _, c := range g.Concepts {
		_ = w.Write([]string{c.ID, c.Category, c.Arabic.Term, strings.Join(c.Arabic.Forms, "|"), c.English.Term, strings.Join(c.English.Forms, "|"),
			c.Arabic.Definition, c.English.Definition})
		if lost := c.beyondCSV(); len(lost) > 0 {
			fs = append(fs, diag.Finding{File: file, Line: c.line, Severity: diag.Note, Code: "not-carried",
				Message: fmt.Sprintf("CSV does not carry %s of %s", strings.Join(lost, ", "), diag.Quote(c.ID))})
		}
	}
	w.Flush()
	return out.Bytes(), fs
}

// beyondCSV names the fields of a concept for which CSV has no column.
func (c Concept) beyondCSV() []string {
	var lost []string
	for _, field := range []struct {
		name string
		set  bool
	}{{"related", len(c.Related) > 0}, {"names", len(c.Names) > 0}, {"avoid", len(c.Avoid) > 0}, {"ambiguous", c.Ambiguous}} {
		if field.set {
			lost = append(lost, field.name)
		}
	}
	return lost
}

// csvColumns are the columns of a glossary as CSV, in the order in which they are written. Forms are separated by "|".
var csvColumns = []string{"id", "category", "ar", "ar_forms", "en", "en_forms", "ar_definition", "en_definition"}

// ParseCSV reads a glossary as spreadsheets write it: UTF-8 with or without a byte order mark, commas or semicolons, quoted fields, CR LF.
// Columns may come in any order; the first row names them. What is missing of a concept is not a finding here: a list of terms may be
// matched before its definitions are written.
func ParseCSV(file string, data []byte) (Glossary, []diag.Finding) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = -1
	if first, _, _ := bytes.Cut(data, []byte("\n")); bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	var g Glossary
	var fs []diag.Finding
	fail := func(line int, code, message, hint string) {
		fs = append(fs, diag.Finding{File: file, Line: line, Severity: diag.Error, Code: code, Message: message, Hint: hint})
	}
	var columns []string
	var concepts []Concept
	for {
		row, err := r.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			g = New(concepts)
			return g, append(fs, g.checkIDs(file)...)
		case errors.As(err, &bad):
			fail(bad.Line, "csv", "the row is not valid CSV: "+bad.Err.Error(), "put a field that holds a quotation mark, a comma or a line break between quotation marks, and double those inside")
			return g, fs
		case err != nil:
			fail(1, "csv", err.Error(), "")
			return g, fs
		}
		line, _ := r.FieldPos(0)
		if columns == nil {
			columns = row
			for _, name := range []string{"id", "ar", "en"} {
				if !slices.Contains(columns, name) {
					fail(line, "csv-column", fmt.Sprintf("there is no column %s", diag.Quote(name)), "the columns are "+strings.Join(csvColumns, ","))
				}
			}
			continue
		}
		concepts = append(concepts, csvConcept(columns, row, line))
	}
}

func csvConcept(columns, row []string, line int) Concept {
	c := Concept{line: line}
	for i, value := range row {
		if i >= len(columns) {
			break
		}
		value = strings.TrimSpace(value)
		switch columns[i] {
		case "id":
			c.ID = value
		case "category":
			c.Category = value
		case "ar":
			c.Arabic.Term = value
		case "ar_forms":
			c.Arabic.Forms = splitForms(value)
		case "en":
			c.English.Term = value
		case "en_forms":
			c.English.Forms = splitForms(value)
		case "ar_definition":
			c.Arabic.Definition = value
		case "en_definition":
			c.English.Definition = value
		}
	}
	return c
}

func splitForms(value string) []string {
	var forms []string
	for form := range strings.SplitSeq(value, "|") {
		if form = strings.TrimSpace(form); form != "" {
			forms = append(forms, form)
		}
	}
	return forms
}

// checkIDs finds ids that are missing or taken twice.
func (g Glossary) checkIDs(file string) []diag.Finding {
	var fs []diag.Finding
	for i, c := range g.Concepts {
		switch first := g.byID[c.ID]; {
		case c.ID == "":
			fs = append(fs, diag.Finding{File: file, Line: c.line, Severity: diag.Error, Code: "bad-id", Message: "the concept has no id", Hint: "give it one, such as entity-list"})
		case first != i:
			fs = append(fs, diag.Finding{File: file, Line: c.line, Severity: diag.Error, Code: "duplicate-id",
				Message: fmt.Sprintf("the id %s is already taken on line %d", diag.Quote(c.ID), g.Concepts[first].line), Hint: "give one of them another id, or join the two"})
		}
	}
	return fs
}
