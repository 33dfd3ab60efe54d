package source

import (
	_ "embed" // furniture.toml
	"fmt"
	"slices"
	"strings"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/tomlfile"
)

//go:embed furniture.toml
var defaultFurniture []byte

// Rules say which lines of a pasted text are site furniture. The form of the file is described at the top of furniture.toml.
type Rules []rule

type rule struct {
	ID       string   `toml:"id"`
	Whole    []string `toml:"whole"`
	Begins   []string `toml:"begins"`
	Contains []string `toml:"contains"`
	MaxWords int      `toml:"max_words"`
	Where    string   `toml:"where"`
}

// DefaultRules are the rules that come with the program.
func DefaultRules() Rules {
	rules, fs := ParseRules("furniture.toml", defaultFurniture)
	if len(fs) > 0 { // a test reads the embedded file
		panic(fs[0].String())
	}
	return rules
}

// ParseRules reads a file of rules.
func ParseRules(file string, data []byte) (Rules, []diag.Finding) {
	var content struct {
		Rule []rule `toml:"rule"`
	}
	positions, fs := tomlfile.Decode(file, data, &content)
	for i := range content.Rule {
		r := &content.Rule[i]
		problem, hint := r.problem()
		if problem != "" {
			fs = append(fs, diag.Finding{File: file, Line: positions.Line(fmt.Sprintf("rule[%d]", i)), Severity: diag.Error, Code: "furniture-rule",
				Message: problem, Hint: hint})
		}
		for _, phrases := range [][]string{r.Whole, r.Begins, r.Contains} {
			for j, phrase := range phrases {
				phrases[j] = foldedWords(phrase)
			}
		}
	}
	return content.Rule, fs
}

func (r rule) problem() (message, hint string) {
	switch {
	case !slugPattern.MatchString(r.ID):
		return fmt.Sprintf("the rule's id %s is not a word in lower-case letters", diag.Quote(r.ID)), `give the reason a name, such as id = "newsletter"`
	case len(r.Whole)+len(r.Begins)+len(r.Contains) == 0:
		return "the rule names no phrase", "give it whole, begins or contains"
	case r.MaxWords <= 0:
		return "the rule has no max_words", "say how long a line it may drop, such as max_words = 15"
	case r.Where != "start" && r.Where != "end" && r.Where != "anywhere":
		return fmt.Sprintf("where cannot be %s", diag.Quote(r.Where)), `use "start", "end" or "anywhere"`
	}
	return "", ""
}

// foldedWords writes a text as its folded words with a space around each, so that a phrase is found by its words.
func foldedWords(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, w := range arabic.Words([]byte(text)) {
		b.WriteString(arabic.Fold(text[w.Start:w.End]))
		b.WriteByte(' ')
	}
	return b.String()
}

// matches reports whether the rule's phrases fit a line, given as its folded words.
func (r rule) matches(words string) bool {
	if strings.Count(words, " ")-1 > r.MaxWords {
		return false
	}
	if slices.Contains(r.Whole, words) {
		return true
	}
	begins := slices.ContainsFunc(r.Begins, func(p string) bool { return strings.HasPrefix(words, p) })
	contains := slices.ContainsFunc(r.Contains, func(p string) bool { return strings.Contains(words, p) })
	switch {
	case len(r.Begins) > 0 && len(r.Contains) > 0:
		return begins && contains
	default:
		return begins || contains
	}
}

// drop parts the lines into those of the report and those that are furniture, in order. keep lists lines that stay.
func (rules Rules) drop(lines []Line, keep []string) (kept []Line, dropped []document.Dropped) {
	reasons := make([]string, len(lines)) // the id of the rule that drops a line
	mark := func(i int, where ...string) bool {
		if lines[i].Text == "" {
			return true
		}
		if reasons[i] == "" && !slices.ContainsFunc(keep, func(k string) bool { return strings.TrimSpace(k) == lines[i].Text }) {
			reasons[i] = rules.reason(foldedWords(lines[i].Text), where)
		}
		return reasons[i] != ""
	}
	for i := range lines {
		mark(i, "anywhere")
	}
	for i := 0; i < len(lines) && mark(i, "start"); i++ {
	}
	for i := len(lines) - 1; i >= 0 && mark(i, "end"); i-- {
	}
	for i, line := range lines {
		if reasons[i] == "" {
			kept = append(kept, line)
		} else {
			dropped = append(dropped, document.Dropped{Line: line.Number, Text: line.Text, Reason: reasons[i]})
		}
	}
	return kept, dropped
}

// reason gives the id of the first rule for one of the places that matches, or "".
func (rules Rules) reason(words string, where []string) string {
	for _, r := range rules {
		if slices.Contains(where, r.Where) && r.matches(words) {
			return r.ID
		}
	}
	return ""
}
