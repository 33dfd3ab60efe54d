package annotate

import (
	"fmt"
	"strings"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/document"
	"bayan/generator/internal/glossary"
)

// Annotator marks pages with the terms of one glossary. What pages share is made once, in [New].
type Annotator struct {
	glossary glossary.Glossary
	matchers map[string]*glossary.Matcher // by language
	marked   map[string][2]string         // by concept: its Arabic and English definition, isolated
}

// New makes an Annotator. attested is what the site's Arabic texts say of their own words; it may be nil.
func New(g glossary.Glossary, attested glossary.Attested) *Annotator {
	a := &Annotator{glossary: g, marked: make(map[string][2]string, len(g.Concepts)),
		matchers: map[string]*glossary.Matcher{"ar": g.Matcher("ar", attested), "en": g.Matcher("en", nil)}}
	for _, c := range g.Concepts {
		a.marked[c.ID] = [2]string{isolateText(c.Arabic.Definition, "ar"), isolateText(c.English.Definition, "en")}
	}
	return a
}

// Matcher gives the matcher for pages of a language.
func (a *Annotator) Matcher(lang string) *glossary.Matcher { return a.matchers[lang] }

// Page marks a page's foreign runs and terms and gives it its own glossary: the concepts that are marked in it, in
// order of appearance. It returns every occurrence of a term, with offsets in d.Body. The page is parsed once.
func (a *Annotator) Page(d document.Document) (document.Document, []Occurrence) {
	marked, found := markRuns(d, foreignParts(d, runs(d)), a.matchers[d.Lang])
	marked.FrontMatter.Glossary = nil
	listed := map[string]bool{}
	for _, o := range found {
		concept, known := a.glossary.ByID(o.ID)
		if !o.Marked || listed[o.ID] || !known {
			continue
		}
		listed[o.ID] = true
		marked.FrontMatter.Glossary = append(marked.FrontMatter.Glossary, document.GlossaryEntry{
			ID: o.ID, Surface: string(d.Body[o.Start:o.End]), Category: concept.Category,
			Arabic: concept.Arabic.Term, English: concept.English.Term,
			DefinitionAR: concept.Arabic.Definition, MarkedDefinitionAR: a.marked[o.ID][0],
			DefinitionEN: concept.English.Definition, MarkedDefinitionEN: a.marked[o.ID][1],
		})
	}
	return a.FrontMatter(marked), found
}

// FrontMatter fills in the marked variants of the front matter's texts.
func (a *Annotator) FrontMatter(d document.Document) document.Document {
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
	if c := fm.Concept; c != nil {
		c.MarkedDefinitionAR, c.MarkedDefinitionEN = a.marked[c.ID][0], a.marked[c.ID][1]
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
