// Package diag holds findings: what is wrong with a file somebody wrote, where, and what to do about it.
//
// Every package of the core returns findings as values; none prints. The command line formats them once, with
// [Format], after all are known, so that a maintainer sees every problem of a run and not only the first.
package diag

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Severity says what a finding means for the run.
type Severity uint8

const (
	Note    Severity = iota // worth knowing; nothing need be done
	Warning                 // probably wrong; the site is still built
	Error                   // the site is not built
)

func (s Severity) String() string {
	return [...]string{"note", "warning", "error"}[s]
}

// MarshalText makes a Severity read "error" in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is one thing to tell the author of a file.
type Finding struct {
	File     string   `json:"file"`     // the author's path, as given on the command line
	Line     int      `json:"line"`     // 1-based; 0 where the finding concerns the whole file
	Severity Severity `json:"severity"` //
	Code     string   `json:"code"`     // stable and kebab-case: what scripts filter on
	Message  string   `json:"message"`  // lower case, no full stop, the word in question quoted
	Hint     string   `json:"hint"`     // what to do; may be empty
}

// String writes the finding as "path:line: severity: message", path first so that right-to-left text in the message
// cannot reorder it, and the hint on a line of its own.
func (f Finding) String() string {
	var b strings.Builder
	switch {
	case f.File != "" && f.Line > 0:
		fmt.Fprintf(&b, "%s:%d: ", printable(f.File), f.Line)
	case f.File != "":
		fmt.Fprintf(&b, "%s: ", printable(f.File))
	}
	fmt.Fprintf(&b, "%s: %s\n", f.Severity, printable(f.Message))
	if f.Hint != "" {
		fmt.Fprintf(&b, "\thint: %s\n", printable(f.Hint))
	}
	return b.String()
}

// Failed reports whether any finding is an error.
func Failed(fs []Finding) bool {
	return slices.ContainsFunc(fs, func(f Finding) bool { return f.Severity == Error })
}

// Sort orders findings by file, then line, then severity (worst first), then message.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Message, b.Message))
	})
}

// Formats are the names that [Format] knows.
var Formats = []string{"text", "json", "github"}

// Format writes findings for a person (text), a script (json: one object a line) or a GitHub workflow (github:
// annotations on the changed lines). An unknown format is an error.
func Format(fs []Finding, format string) ([]byte, error) {
	var b bytes.Buffer
	switch format {
	case "text":
		for _, f := range fs {
			b.WriteString(f.String())
		}
	case "json":
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		for _, f := range fs {
			if err := enc.Encode(f); err != nil {
				return nil, err
			}
		}
	case "github":
		for _, f := range fs {
			b.WriteString(githubCommand(f))
		}
	default:
		return nil, fmt.Errorf("unknown format %q: use one of %s", format, strings.Join(Formats, ", "))
	}
	return b.Bytes(), nil
}

// githubCommand writes a workflow command, with the escapes of GitHub's actions/toolkit (packages/core, command.ts).
func githubCommand(f Finding) string {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	kind := map[Severity]string{Note: "notice", Warning: "warning", Error: "error"}[f.Severity]
	message := printable(f.Message)
	if f.Hint != "" {
		message += "\nhint: " + printable(f.Hint)
	}
	return fmt.Sprintf("::%s file=%s,line=%d,title=%s::%s\n", kind, property.Replace(f.File), max(f.Line, 1),
		property.Replace(f.Code), data.Replace(message))
}

// BidiControls makes findings for lines of a file that hold bidi embeddings, overrides or isolates: they show a line in another
// order than it is stored in, and the layout isolates text by itself.
func BidiControls(file string, lines []int) []Finding {
	var fs []Finding
	for _, line := range lines {
		fs = append(fs, Finding{File: file, Line: line, Severity: Error, Code: "bidi-control", Message: "the line holds an invisible control that reorders text",
			Hint: "type the line anew: runs of the other script are isolated without it"})
	}
	return fs
}

// quoteLimit is how many characters of an author's text a message repeats.
const quoteLimit = 60

// Quote quotes an author's words for a message, shortened where they are long.
func Quote(s string) string {
	if r := []rune(s); len(r) > quoteLimit {
		s = string(r[:quoteLimit]) + "…"
	}
	return "“" + s + "”"
}

// printable replaces what a terminal would act on or not show (control characters, bidi controls) by its escape, so
// that a message about a hidden character shows it and a hostile file cannot rewrite the terminal.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strconv.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}
