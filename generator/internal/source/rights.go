package source

import (
	"strings"

	"bayan/generator/internal/document"
)

// excerptWords is the most that a page shows of one passage of a text whose rights allow excerpts (the Berne Convention,
// article 10(1), allows quotation "compatible with fair practice").
const excerptWords = 60

// withheld stands for a passage that the page does not show.
const withheld = "[…]"

// Shown gives the text as its rights allow a page to show it: whole where they are "full" or nobody said, only the cited passages,
// each cut to some words, where they are "excerpt", and no passage where they are "none". A passage that is not shown keeps its id, so
// that a citation still finds it. cited holds the ids of the passages that a page cites.
func (t Text) Shown(cited map[string]bool) Text {
	if t.Record.Rights != "excerpt" && t.Record.Rights != "none" {
		return t
	}
	shown := t
	shown.Passages = make([]Passage, len(t.Passages))
	for i, p := range t.Passages {
		text := withheld
		if t.Record.Rights == "excerpt" && cited[p.ID] {
			text = firstWords(p.Text())
		}
		shown.Passages[i] = Passage{ID: p.ID, Lines: []Line{{p.Lines[0].Number, text}}}
	}
	shown.Record.Dropped = make([]document.Dropped, len(t.Record.Dropped))
	for i, d := range t.Record.Dropped {
		shown.Record.Dropped[i] = document.Dropped{Line: d.Line, Text: withheld, Reason: d.Reason}
	}
	return shown
}

func firstWords(text string) string {
	words := strings.Fields(text)
	if len(words) <= excerptWords {
		return text
	}
	return strings.Join(words[:excerptWords], " ") + " " + withheld
}
