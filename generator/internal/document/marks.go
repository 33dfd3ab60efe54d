package document

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// Scheme is the scheme of a link that means something to this program; such a link is a mark.
type Scheme string

const (
	Term   Scheme = "term"   // [surface](term:entity-list): a glossary term
	Source Scheme = "source" // [](source:internal-review#p9): a citation of a passage
	Lang   Scheme = "lang"   // [Global ESG](lang:en): a run in the other script
)

var schemes = []Scheme{Term, Source, Lang}

// Mark is a link with one of our schemes. Offsets are bytes of the body.
type Mark struct {
	Scheme     Scheme
	Target     string // what follows the scheme: "entity-list"
	Title      string // the link's title: for a term in the other script, its "lang:en"
	Start, End int    // the whole link
	Text       [2]int // the link's text, between [ and ]
}

// MarkOf tells whether a link is a mark, and which. body is what the node was parsed from.
func MarkOf(link *ast.Link, body []byte) (Mark, bool) {
	scheme, target, ok := strings.Cut(string(link.Destination), ":")
	if !ok || !slices.Contains(schemes, Scheme(scheme)) || link.Reference != nil {
		return Mark{}, false
	}
	m := Mark{Scheme: Scheme(scheme), Target: target, Title: string(link.Title), Start: link.Pos()}
	m.Text[0] = m.Start + 1
	destination := bytes.Index(body[textEnd(link, m.Text[0]):], []byte("]("))
	m.Text[1] = textEnd(link, m.Text[0]) + destination
	rest := body[m.Text[1]+2:]
	end := bytes.Index(rest, link.Destination) + len(link.Destination)
	if len(link.Title) > 0 {
		end += bytes.Index(rest[end:], link.Title) + len(link.Title)
	}
	m.End = m.Text[1] + 2 + end + bytes.IndexByte(rest[end:], ')') + 1
	return m, true
}

// textEnd gives an offset at or before the end of a link's text, past whatever could hold a "](" of its own.
func textEnd(link *ast.Link, start int) int {
	end := start
	_ = ast.Walk(link, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			end = max(end, t.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	return end
}

// Marks lists the marks of a page in order.
func (d Document) Marks() []Mark {
	var marks []Mark
	_ = ast.Walk(d.AST(), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if link, ok := n.(*ast.Link); ok && entering {
			if m, ok := MarkOf(link, d.Body); ok {
				marks = append(marks, m)
			}
		}
		return ast.WalkContinue, nil
	})
	return marks
}

// Edit replaces bytes of a body.
type Edit struct {
	Start, End int // byte offsets, End exclusive; Start == End inserts
	New        string
}

// Splice applies edits to a body. They must not overlap and may come in any order.
func Splice(body []byte, edits []Edit) []byte {
	if len(edits) == 0 {
		return body
	}
	edits = slices.SortedStableFunc(slices.Values(edits), func(a, b Edit) int { return a.Start - b.Start })
	out := make([]byte, 0, len(body)+32*len(edits))
	at := 0
	for _, e := range edits {
		out = append(out, body[at:e.Start]...)
		out = append(out, e.New...)
		at = e.End
	}
	return append(out, body[at:]...)
}

// CanMark reports whether a link around body[start:end] would be read as one: a sign before it, or a text of a single x
// (a task list's box), can turn [text](…) into something else.
func CanMark(body []byte, start, end int) bool {
	if againstEmphasis(body, start, end) {
		return false
	}
	if start > 0 && bytes.IndexByte([]byte(`!\]`), body[start-1]) >= 0 {
		return false
	}
	return !bytes.EqualFold(body[start:end], []byte("x"))
}

// againstEmphasis reports whether signs of emphasis stand between the text and a letter, as in و**نص**: whether they open or close
// depends on what follows them (CommonMark 0.31, section 6.2), so a bracket there would undo the emphasis.
func againstEmphasis(body []byte, start, end int) bool {
	const signs = "*_~"
	before := bytes.TrimRight(body[:start], signs)
	after := bytes.TrimLeft(body[end:], signs)
	last, _ := utf8.DecodeLastRune(before)
	first, _ := utf8.DecodeRune(after)
	return len(before) < start && len(before) > 0 && isWordRune(last) || len(after) < len(body)-end && len(after) > 0 && isWordRune(first)
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// MarkTerm gives the edit that marks body[start:end] as a term.
func MarkTerm(body []byte, start, end int, id string) Edit {
	return Edit{start, end, fmt.Sprintf("[%s](%s:%s)", body[start:end], Term, id)}
}

// MarkLang gives the edit that isolates body[start:end] as a run of another language (a BCP 47 tag, or "und").
func MarkLang(body []byte, start, end int, lang string) Edit {
	return Edit{start, end, fmt.Sprintf("[%s](%s:%s)", body[start:end], Lang, lang)}
}

// MarkForeignTerm gives the edit that isolates body[start:end] as a run of another language and marks it as a term, in one mark.
func MarkForeignTerm(body []byte, start, end int, lang, id string) Edit {
	return Edit{start, end, fmt.Sprintf(`[%s](%s:%s "%s:%s")`, body[start:end], Term, id, Lang, lang)}
}

// MarkTermOnLang gives the edit that makes a whole isolated run a term as well: links do not nest, so the run's
// language moves into the title.
func MarkTermOnLang(body []byte, run Mark, id string) Edit {
	return Edit{run.Start, run.End, fmt.Sprintf(`[%s](%s:%s "%s:%s")`, body[run.Text[0]:run.Text[1]], Term, id, run.Scheme, run.Target)}
}

// Strip takes the marks of the given schemes off, leaving their text; it undoes [MarkTerm], [MarkTermOnLang] and [MarkLang].
func (d Document) Strip(of ...Scheme) Document {
	var edits []Edit
	for _, m := range d.Marks() {
		if !slices.Contains(of, m.Scheme) {
			continue
		}
		inner := string(d.Body[m.Text[0]:m.Text[1]])
		if m.Scheme == Term && strings.HasPrefix(m.Title, string(Lang)+":") && !slices.Contains(of, Lang) {
			inner = fmt.Sprintf("[%s](%s)", inner, m.Title)
		}
		edits = append(edits, Edit{m.Start, m.End, inner})
	}
	return d.WithBody(Splice(d.Body, edits))
}
