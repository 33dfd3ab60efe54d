package source

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

// untidy finds what looks damaged in the text. Nothing is mended: the words are the source's.
func (t *Text) untidy() []diag.Finding {
	var fs []diag.Finding
	add := func(line int, severity diag.Severity, code, message, hint string) {
		fs = append(fs, diag.Finding{File: t.File, Line: line, Severity: severity, Code: code, Message: message, Hint: hint})
	}
	for _, p := range append([]Passage{t.Headline}, t.Passages...) {
		for _, problem := range unbalanced(p) {
			add(problem.line, diag.Warning, "unbalanced-mark", problem.message, "compare with the report; the words stay as received")
		}
		for _, l := range p.Lines {
			if strings.ContainsRune(l.Text, utf8.RuneError) {
				add(l.Number, diag.Warning, "damaged-character", "a character was lost before the text was saved (U+FFFD)", "copy the line again from the report")
			}
			if mark := spaceBeforeMark(l.Text); mark != "" {
				add(l.Number, diag.Note, "space-before-mark", fmt.Sprintf("a space stands before %s", diag.Quote(mark)), "")
			}
		}
		if p.ID != "headline" && len(p.Lines) > 0 && isFragment(p.Text()) {
			add(p.Lines[0].Number, diag.Warning, "fragment", fmt.Sprintf("%s looks like a part of a sentence", diag.Quote(p.Text())),
				"compare with the report: a line may have been lost")
		}
	}
	return fs
}

// pairs are the marks that open and close. The straight quotation mark closes itself.
var pairs = []struct{ open, close rune }{{'“', '”'}, {'«', '»'}, {'(', ')'}, {'[', ']'}, {'"', '"'}}

type problem struct {
	line    int
	message string
}

// unbalanced finds the marks of a passage that have no partner in it.
func unbalanced(p Passage) []problem {
	var problems []problem
	for _, pair := range pairs {
		var open []int // lines of the marks still open
		for _, l := range p.Lines {
			for _, r := range l.Text {
				switch {
				case r == pair.close && len(open) > 0:
					open = open[:len(open)-1]
				case r == pair.open:
					open = append(open, l.Number)
				case r == pair.close:
					problems = append(problems, problem{l.Number, fmt.Sprintf("%c closes what was never opened", r)})
				}
			}
		}
		for _, line := range slices.Compact(open) {
			problems = append(problems, problem{line, fmt.Sprintf("%c is never closed in its passage", pair.open)})
		}
	}
	return problems
}

// spaceBeforeMark gives the first closing mark of a line that a space stands before, or "".
func spaceBeforeMark(line string) string {
	space := false
	for _, r := range line {
		if space && strings.ContainsRune("،؛؟.,;:!?”»)", r) {
			return string(r)
		}
		space = unicode.IsSpace(r)
	}
	return ""
}

// fragmentWords is how short a closed sentence must be to look like the rest of a longer one.
const fragmentWords = 5

// attributions open a sentence that says where something is known from; without a further clause nothing is said.
var attributions = map[string]bool{"وفقا": true, "بحسب": true, "حسب": true, "نقلا": true, "استنادا": true}

const attributionWords = 25

// isFragment guesses whether a passage is only a part of a sentence: very few words before the full stop, or an
// opening attribution ("according to …") that no clause follows.
func isFragment(text string) bool {
	words := arabic.Words([]byte(text))
	if len(words) == 0 || !endsSentence(text) {
		return false
	}
	if len(words) <= fragmentWords {
		return true
	}
	first := arabic.Fold(text[words[0].Start:words[0].End])
	attributed := attributions[first] || attributions[strings.TrimPrefix(first, "و")]
	return attributed && len(words) <= attributionWords && !strings.ContainsAny(text, "،,:؛")
}
