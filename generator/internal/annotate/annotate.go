// Package annotate marks a page: runs in the other script, so that they are isolated ([Isolate]), and glossary terms
// ([Terms]). Both walk the goldmark AST for the places where a mark may stand and splice Markdown links into the body;
// nothing else of it changes. Start at [Annotator], which does both on one parse and gives a page its own glossary.
package annotate

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
)

// run is a stretch of a body's bytes that a reader sees as one piece of text: neighbouring text nodes with only white
// space between, so that a term may go over a line end.
type run struct {
	start, end int
	section    int            // counts the headings above it
	heading    bool           // stands in a heading
	link       bool           // stands in a link that is not one of our marks
	mark       *document.Mark // the mark that it is the text of, or nil
	foreign    string         // the language that it is to be isolated as, or ""
}

// runs lists the text of a page in order. Code, raw HTML, bare addresses and the alternative texts of pictures are no text.
func runs(d document.Document) []run {
	var list []run
	section := 0
	var walk func(n ast.Node, in run)
	walk = func(n ast.Node, in run) {
		switch n := n.(type) {
		case *ast.Text:
			text := in
			text.start, text.end, text.section = n.Segment.Start, n.Segment.Stop, section
			if last := len(list) - 1; last >= 0 && n.PreviousSibling() != nil && n.PreviousSibling().Kind() == ast.KindText &&
				list[last].end <= text.start && len(bytes.TrimSpace(d.Body[list[last].end:text.start])) == 0 {
				list[last].end = text.end
			} else if text.start < text.end {
				list = append(list, text)
			}
			return
		case *ast.Heading:
			section++
			in.heading = true
		case *ast.Link:
			if m, ok := document.MarkOf(n, d.Body); ok {
				in.mark = &m
			} else {
				in.link = true
			}
		case *ast.CodeSpan, *ast.RawHTML, *ast.AutoLink, *ast.Image:
			return
		}
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			walk(child, in)
		}
	}
	walk(d.AST(), run{})
	return withoutShortcodes(d.Body, list)
}

// shortcode is a call of a Hugo template in an author's page; Hugo reads it before Markdown does.
var shortcode = regexp.MustCompile(`\{\{[<%].*?[>%]\}\}`)

// withoutShortcodes takes the calls of templates out of runs.
func withoutShortcodes(body []byte, list []run) []run {
	calls := shortcode.FindAllIndex(body, -1)
	if len(calls) == 0 {
		return list
	}
	var kept []run
	next := 0 // the first call that does not end before the run
	for _, r := range list {
		for next < len(calls) && calls[next][1] <= r.start {
			next++
		}
		for _, call := range calls[next:] {
			if call[0] >= r.end {
				break
			}
			before := r
			before.end = max(r.start, call[0])
			if before.start < before.end {
				kept = append(kept, before)
			}
			r.start = min(r.end, call[1])
		}
		if r.start < r.end {
			kept = append(kept, r)
		}
	}
	return kept
}

// Occurrence is a term found on a page.
type Occurrence struct {
	glossary.Match      // offsets in the body the terms were looked for in
	Marked         bool // Terms made or found a mark here
}

// Terms marks glossary terms: in each section the first occurrence of each concept at which a mark can stand – not in a heading,
// a link or code. It returns the marked page and every occurrence, in order, with offsets in d.Body. Marks that the
// author made count; a page that is already marked does not change.
func Terms(d document.Document, m *glossary.Matcher) (document.Document, []Occurrence) {
	return markRuns(d, runs(d), m)
}

// markRuns isolates the runs that are to be, and marks the terms of all. The runs of a page that is already isolated, or of one that [foreignParts] has
// parted, give the same page.
func markRuns(d document.Document, all []run, m *glossary.Matcher) (document.Document, []Occurrence) {
	type place struct {
		section int
		id      string
	}
	marked := map[place]bool{}
	for _, r := range all {
		if r.mark != nil && r.mark.Scheme == document.Term {
			marked[place{r.section, r.mark.Target}] = true
		}
	}
	var edits []document.Edit
	var occurrences []Occurrence
	for _, r := range all {
		if r.mark != nil && r.mark.Scheme == document.Term {
			occurrences = append(occurrences, Occurrence{glossary.Match{Start: r.start, End: r.end, ID: r.mark.Target}, !r.heading})
			continue
		}
		isolate := r.foreign != ""
		for _, match := range m.Find(d.Body[r.start:r.end]) {
			match.Start, match.End = match.Start+r.start, match.End+r.start
			o := Occurrence{Match: match}
			if at := (place{r.section, match.ID}); !marked[at] {
				if edit, ok := mark(d.Body, r, match); ok {
					edits = append(edits, edit)
					marked[at], o.Marked = true, true
					isolate = false // the term's mark says the language as well
				}
			}
			occurrences = append(occurrences, o)
		}
		if isolate {
			edits = append(edits, document.MarkLang(d.Body, r.start, r.end, r.foreign))
		}
	}
	page, ok := apply(d, all, edits)
	for i := range occurrences {
		occurrences[i].Marked = occurrences[i].Marked && (ok || occurrences[i].Form == "") // an author's own mark stays
	}
	return page, occurrences
}

// apply splices marks into a page. goldmark reads no link in a block behind an open bracket that stands too far before it, so a
// page with a stray bracket is left unmarked if a mark of it would show as text.
func apply(d document.Document, all []run, edits []document.Edit) (marked document.Document, ok bool) {
	marked = d.WithBody(document.Splice(d.Body, edits))
	for _, r := range all {
		if bytes.IndexByte(d.Body[r.start:r.end], '[') >= 0 {
			if !bytes.Equal(marked.Strip(document.Term, document.Lang).Body, d.Strip(document.Term, document.Lang).Body) {
				return d, false
			}
			break
		}
	}
	return marked, true
}

// mark gives the edit that marks a match, where one can stand: links do not nest, so in an isolated run only a term that fills it.
func mark(body []byte, r run, match glossary.Match) (document.Edit, bool) {
	switch {
	case r.heading, r.link:
		return document.Edit{}, false
	case r.foreign != "":
		return document.MarkForeignTerm(body, match.Start, match.End, r.foreign, match.ID), match.Start == r.start && match.End == r.end
	case r.mark == nil:
		return document.MarkTerm(body, match.Start, match.End, match.ID), document.CanMark(body, match.Start, match.End)
	case r.mark.Scheme == document.Lang && match.Start == r.mark.Text[0] && match.End == r.mark.Text[1]:
		return document.MarkTermOnLang(body, *r.mark, match.ID), true
	}
	return document.Edit{}, false
}
