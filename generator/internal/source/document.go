package source

import (
	"strings"

	"bayan/generator/internal/document"
)

// Document writes the text as a Markdown page for the content folder: the headline as its first heading, then each
// passage with its id in an attribute line. The words are escaped, so that the page shows them exactly.
func (t Text) Document() document.Document {
	var body strings.Builder
	var lines []int
	write := func(line int, markdown string) {
		body.WriteString(markdown)
		body.WriteByte('\n')
		lines = append(lines, line)
	}
	if len(t.Headline.Lines) > 0 {
		line := t.Headline.Lines[0].Number
		write(line, "")
		write(line, "# "+document.Escape(t.Headline.Text())+" {#headline}")
	}
	for _, p := range t.Passages {
		write(p.Lines[0].Number, "")
		for _, l := range p.Lines {
			write(l.Number, document.Escape(l.Text))
		}
		write(p.Lines[len(p.Lines)-1].Number, "{#"+p.ID+"}")
	}
	record := t.Record
	fm := document.FrontMatter{Title: t.Title, HeadlineDerived: t.HeadlineDerived, Slug: t.Slug, Description: t.Description, Source: &record, Params: t.Params}
	return document.New(t.File, "sources/"+t.Slug+"."+t.Record.Language+".md", t.Record.Language, fm, []byte(body.String()), lines)
}
