package glossary

import "bayan/generator/internal/document"

// Pages makes a page in each language for every concept, weighted by its place in the language's dictionary order. occurs gives, by concept id, the pages on which it is marked.
// file is the glossary's path, for findings.
func (g Glossary) Pages(file string, occurs map[string][]document.Occurrence) []document.Document {
	docs := make([]document.Document, 0, 2*len(g.Concepts))
	for _, lang := range []string{"ar", "en"} {
		for place, c := range g.sorted(lang) {
			if first, _ := g.ByID(c.ID); first.line != c.line {
				continue // a second concept of that id, which [Parse] has refused
			}
			page := document.Concept{
				ID: c.ID, Category: c.Category, Arabic: c.Arabic.Term, English: c.English.Term, FormsAR: c.Arabic.Forms, FormsEN: c.English.Forms,
				DefinitionAR: c.Arabic.Definition, DefinitionEN: c.English.Definition, Names: c.Names, Avoid: c.Avoid, Occurs: occurs[c.ID],
			}
			for _, id := range c.Related {
				if other, ok := g.ByID(id); ok {
					page.Related = append(page.Related, document.Related{ID: id, Arabic: other.Arabic.Term, English: other.English.Term})
				}
			}
			entry := c.In(lang)
			fm := document.FrontMatter{Title: entry.Term, Description: entry.Definition, Weight: 1 + place, Concept: &page}
			docs = append(docs, document.New(file, "glossary/"+c.ID+"."+lang+".md", lang, fm, nil, []int{c.line}))
		}
	}
	return docs
}
