// Package evidence binds statements to the passages of the sources they rest on.
//
// [Resolve] numbers the citations of a page and refuses one that leads nowhere.
package evidence

import (
	"fmt"
	"strconv"
	"strings"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
)

// Source is what a citation can name.
type Source struct {
	Title    string
	Passages map[string]bool // ids: "p1", "headline"; nil for a source that could not be read, of which all are taken for good
}

// Sources maps the slug of each source to it, as the pages of one language show it.
type Sources map[string]Source

// Resolve gives every citation of a page its number, in order of first mention, as the text of its link, and lists the
// cited passages in the front matter. A citation without a source or passage that exists is an error at its line.
func Resolve(d document.Document, sources Sources) (document.Document, []diag.Finding) {
	var fs []diag.Finding
	var edits []document.Edit
	numbers := map[string]int{}
	d.FrontMatter.Citations = nil
	for _, mark := range d.Marks() {
		if mark.Scheme != document.Source {
			continue
		}
		slug, passage, _ := strings.Cut(mark.Target, "#")
		source, known := sources[slug]
		finding, wrong := fault(slug, passage, source, known)
		if text := d.Body[mark.Text[0]:mark.Text[1]]; !wrong && !isNumber(text) {
			finding, wrong = diag.Finding{Severity: diag.Error, Code: "citation-text", Message: fmt.Sprintf("the citation holds words: %s", diag.Quote(string(text))),
				Hint: "put them before it and leave it empty, as in [](source:" + mark.Target + "): the program fills in its number"}, true
		}
		if wrong {
			finding.File, finding.Line = d.File, d.Line(mark.Start)
			fs = append(fs, finding)
			continue
		}
		number, again := numbers[mark.Target]
		if !again {
			number = len(numbers) + 1
			numbers[mark.Target] = number
			d.FrontMatter.Citations = append(d.FrontMatter.Citations, document.Citation{Number: number, Source: slug, Passage: passage, Title: source.Title})
		}
		edits = append(edits, document.Edit{Start: mark.Text[0], End: mark.Text[1], New: strconv.Itoa(number)})
	}
	return d.WithBody(document.Splice(d.Body, edits)), fs
}

// isNumber reports whether a citation's text is one that the program filled in, or none.
func isNumber(text []byte) bool {
	return strings.Trim(string(text), "0123456789") == ""
}

// fault says what is wrong with a citation of a passage, if anything.
func fault(slug, passage string, source Source, known bool) (diag.Finding, bool) {
	switch {
	case !known:
		return diag.Finding{Severity: diag.Error, Code: "unknown-source", Message: fmt.Sprintf("no source has the slug %s", diag.Quote(slug)),
			Hint: "the slug is the file's name in content/sources, without .txt"}, true
	case source.Passages == nil:
		return diag.Finding{}, false
	case passage == "":
		return diag.Finding{Severity: diag.Error, Code: "unknown-passage", Message: fmt.Sprintf("the citation of %s names no passage", diag.Quote(slug)),
			Hint: "add the passage, as in source:" + slug + "#p1"}, true
	case !source.Passages[passage]:
		return diag.Finding{Severity: diag.Error, Code: "unknown-passage", Message: fmt.Sprintf("%s has no passage %s", diag.Quote(slug), diag.Quote(passage)),
			Hint: fmt.Sprintf("its passages are p1 to p%d", lastPassage(source))}, true
	}
	return diag.Finding{}, false
}

func lastPassage(s Source) int {
	last := 0
	for s.Passages["p"+strconv.Itoa(last+1)] {
		last++
	}
	return last
}
