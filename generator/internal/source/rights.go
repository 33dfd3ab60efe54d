package source

import (
	"bayan/generator/internal/arabic"
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
	shown.Description = ""
	if len(t.Headline.Lines) > 0 { // the page is called as the record calls the text
		shown.Headline.Lines = []Line{{t.Headline.Lines[0].Number, t.Title}}
	}
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

// ShownPage is [Text.Shown] for a page that gives the passages of a source in another language: of what is not its title, its
// headings or a cited passage nothing is left.
func ShownPage(d document.Document, rights string, cited map[string]bool) document.Document {
	if rights != "excerpt" && rights != "none" {
		return d
	}
	d.FrontMatter.Description, d.FrontMatter.KeyPoints = "", nil
	return d.Withhold(func(id, text string) string {
		if rights == "excerpt" && cited[id] {
			return firstWords(text)
		}
		return withheld
	})
}

// firstWords cuts a text behind the last word that an excerpt may hold.
func firstWords(text string) string {
	words := arabic.Words([]byte(text))
	if len(words) <= excerptWords {
		return text
	}
	return text[:words[excerptWords-1].End] + " " + withheld
}
