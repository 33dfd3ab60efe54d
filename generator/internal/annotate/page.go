package annotate

import (
	"fmt"
	"strings"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
)

// Page marks a page's foreign runs and terms and gives it its own glossary: the concepts that are marked in it, in
// order of appearance. It returns every occurrence of a term, with offsets in the isolated body.
func Page(d document.Document, g glossary.Glossary, m *glossary.Matcher) (document.Document, []Occurrence) {
	isolated := Isolate(d)
	marked, found := Terms(isolated, m)
	marked.FrontMatter.Glossary = nil
	listed := map[string]bool{}
	for _, o := range found {
		concept, known := g.ByID(o.ID)
		if !o.Marked || listed[o.ID] || !known {
			continue
		}
		listed[o.ID] = true
		marked.FrontMatter.Glossary = append(marked.FrontMatter.Glossary, document.GlossaryEntry{
			ID: o.ID, Surface: string(isolated.Body[o.Start:o.End]), Category: concept.Category,
			Arabic: concept.Arabic.Term, English: concept.English.Term,
			DefinitionAR: concept.Arabic.Definition, DefinitionEN: concept.English.Definition,
		})
	}
	return IsolateFrontMatter(marked), found
}

// IsolateFrontMatter fills in the marked variants of the front matter's texts.
func IsolateFrontMatter(d document.Document) document.Document {
	fm := &d.FrontMatter
	fm.MarkedTitle = isolateText(fm.Title, d.Lang)
	fm.MarkedDescription = isolateText(fm.Description, d.Lang)
	fm.MarkedKeyPoints = nil
	for _, point := range fm.KeyPoints {
		marked := isolateText(point, d.Lang)
		if marked == "" {
			marked = document.Escape(strings.Join(strings.Fields(point), " "))
		}
		fm.MarkedKeyPoints = append(fm.MarkedKeyPoints, marked)
	}
	for i := range fm.Glossary {
		e := &fm.Glossary[i]
		e.MarkedDefinitionAR, e.MarkedDefinitionEN = isolateText(e.DefinitionAR, "ar"), isolateText(e.DefinitionEN, "en")
	}
	if c := fm.Concept; c != nil {
		c.MarkedDefinitionAR, c.MarkedDefinitionEN = isolateText(c.DefinitionAR, "ar"), isolateText(c.DefinitionEN, "en")
	}
	return d
}

// CheckTerms finds the marks of a page that name a concept the glossary does not have.
func CheckTerms(d document.Document, g glossary.Glossary) []diag.Finding {
	var found []diag.Finding
	for _, mark := range d.Marks() {
		if mark.Scheme != document.Term {
			continue
		}
		if _, known := g.ByID(mark.Target); !known {
			found = append(found, diag.Finding{File: d.File, Line: d.Line(mark.Start), Severity: diag.Error, Code: "unknown-term",
				Message: fmt.Sprintf("no concept of the glossary has the id %s", diag.Quote(mark.Target)), Hint: "correct the id, or add the concept to glossary.toml"})
		}
	}
	return found
}
