package source

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

// cleanLines splits a text into lines, without the spaces around them and without controls, each of which is a finding. firstLine is the
// number in the file of the text's first line.
func cleanLines(file, text string, firstLine int) ([]Line, []diag.Finding) {
	var lines []Line
	var fs []diag.Finding
	for i, whole := range strings.Split(text, "\n") {
		for _, part := range strings.FieldsFunc(whole+" ", isLineSeparator) {
			line, removed := removeControls(part)
			if len(removed) > 0 {
				fs = append(fs, diag.Finding{File: file, Line: firstLine + i, Severity: diag.Warning, Code: "control-removed",
					Message: fmt.Sprintf("removed invisible controls that reorder or hide text: %s", strings.Join(removed, ", ")),
					Hint:    "check that the line still reads in the right order"})
			}
			lines = append(lines, Line{firstLine + i, strings.TrimSpace(line)})
		}
	}
	return lines, fs
}

// isLineSeparator lists the characters other than LF that end a line in some programs (Unicode Standard, section 5.8).
func isLineSeparator(r rune) bool {
	return r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// removeControls takes out bidi embeddings, overrides and isolates, which can show a line in another order than it is
// stored in, and controls that no page may hold. Marks and joiners (LRM, RLM, ALM, ZWJ, ZWNJ) belong to the spelling and stay.
func removeControls(line string) (cleaned string, removed []string) {
	cleaned = strings.Map(func(r rune) rune {
		if r == '\t' || !unicode.IsControl(r) && !arabic.IsBidiControl(r) && r != '\ufeff' {
			return r
		}
		if name := fmt.Sprintf("U+%04X", r); len(removed) == 0 || removed[len(removed)-1] != name {
			removed = append(removed, name)
		}
		return -1
	}, line)
	return cleaned, removed
}

func countWords(lines []Line) int {
	n := 0
	for _, l := range lines {
		n += len(arabic.Words([]byte(l.Text)))
	}
	return n
}

// passages groups lines into the headline, which may be missing, and the numbered passages. A blank line always parts two
// passages; between lines that touch, one ends where [wrapWidth] says that it was not broken for width.
func passages(lines []Line) (headline Passage, ps []Passage) {
	width := wrapWidth(lines)
	var current []Line
	flush := func() {
		if len(current) > 0 {
			ps = append(ps, Passage{Lines: current})
			current = nil
		}
	}
	for i, line := range lines {
		if line.Text == "" {
			flush()
			continue
		}
		current = append(current, line)
		if i+1 == len(lines) || !wrapped(line.Text, lines[i+1].Text, width) {
			flush()
		}
	}
	flush()
	if len(ps) > 1 && isHeadline(ps[0].Text(), ps[1].Text()) {
		headline, ps = ps[0], ps[1:]
		headline.ID = "headline"
	}
	for i := range ps {
		ps[i].ID = "p" + strconv.Itoa(i+1)
	}
	return headline, ps
}

// maxWrapWidth is the widest line, in characters, at which editors and mail programs break lines. A text with a longer line has
// one passage a line.
const maxWrapWidth = 120

// wrapWidth gives the width in characters at which the text was hard-wrapped, or 0 where each line is a passage. In
// wrapped text nearly every line that another follows was broken because the next word had no room.
func wrapWidth(lines []Line) int {
	width := 0
	for _, l := range lines {
		width = max(width, utf8.RuneCountInString(l.Text))
	}
	if width > maxWrapWidth {
		return 0
	}
	followed, broken := 0, 0
	for i := range len(lines) - 1 {
		if lines[i].Text == "" || lines[i+1].Text == "" {
			continue
		}
		followed++
		if wrapped(lines[i].Text, lines[i+1].Text, width) {
			broken++
		}
	}
	if broken < 2 || 3*broken < 2*followed {
		return 0
	}
	return width
}

// wrapped reports whether the first word of next would not have fitted on line.
func wrapped(line, next string, width int) bool {
	word, _, _ := strings.Cut(next, " ")
	return width > 0 && next != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width
}

const headlineWords = 22

// isHeadline tells a headline from a first passage: short, shorter than what follows, and not closed like a sentence.
func isHeadline(first, second string) bool {
	words := len(strings.Fields(first))
	return words <= headlineWords && words < len(strings.Fields(second)) && !endsSentence(first)
}

// endsSentence reports whether a text ends as a sentence does, closing marks aside.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, ` ”»"')]’`)
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".؟?!…:؛۔", last)
}
