// Package glossary holds the concepts that a site explains: each with a term, other forms and a definition in Arabic
// and in English.
//
// [Parse] reads content/glossary.toml and checks it; [Glossary.Matcher] compiles it for one language, and
// [Matcher.Find] finds the terms of a text.
package glossary

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
	"bayan/generator/internal/tomlfile"
)

// Glossary is the list of concepts, in the author's order. The zero Glossary is empty and matches nothing.
type Glossary struct {
	Concepts []Concept
	byID     map[string]int
}

// Concept is one thing that the site explains.
type Concept struct {
	ID        string            `toml:"id"`                  // the address of its page: lower-case ASCII words and hyphens
	Category  string            `toml:"category"`            // one of [categories]
	Related   []string          `toml:"related,omitempty"`   // ids of other concepts
	Names     map[string]string `toml:"names,omitempty"`     // BCP 47 language → name in another script
	Avoid     []string          `toml:"avoid,omitempty"`     // wordings that the site does not use
	Ambiguous bool              `toml:"ambiguous,omitempty"` // the Arabic term is also an everyday word: alone it is no match
	Arabic    Entry             `toml:"ar"`
	English   Entry             `toml:"en"`

	line int // of its [[concept]]
}

// Entry is a concept in one language.
type Entry struct {
	Term       string   `toml:"term"`            // citation form
	Forms      []string `toml:"forms,omitempty"` // other wordings, without regular particles and endings
	Definition string   `toml:"definition"`
}

// In gives the entry of a language, "ar" or "en".
func (c Concept) In(lang string) Entry {
	if lang == "en" {
		return c.English
	}
	return c.Arabic
}

// categories are the kinds of concept, in the order in which the glossary lists them.
var categories = []string{"company", "person", "body", "people", "place", "law", "technology", "money", "concept"}

// isName reports whether a concept's terms are proper names, which take particles but no endings.
func (c Concept) isName() bool {
	return c.Category == "company" || c.Category == "person" || c.Category == "place"
}

// ByID gives a concept by its id.
func (g Glossary) ByID(id string) (Concept, bool) {
	i, ok := g.byID[id]
	if !ok {
		return Concept{}, false
	}
	return g.Concepts[i], true
}

// New makes a glossary of concepts.
func New(concepts []Concept) Glossary {
	g := Glossary{Concepts: concepts, byID: make(map[string]int, len(concepts))}
	for i, c := range concepts {
		if _, taken := g.byID[c.ID]; !taken {
			g.byID[c.ID] = i
		}
	}
	return g
}

// Parse reads a glossary in TOML and checks it. The findings name the line of each fault.
func Parse(file string, data []byte) (Glossary, []diag.Finding) {
	var content struct {
		Concept []Concept `toml:"concept"`
	}
	positions, fs := tomlfile.Decode(file, data, &content)
	g := New(content.Concept)
	for i := range g.Concepts {
		g.Concepts[i].line = positions.Line(fmt.Sprintf("concept[%d]", i))
	}
	fs = append(fs, g.check(file, positions)...)
	return g, fs
}

// Format writes the glossary as [Parse] reads it.
func (g Glossary) Format() ([]byte, error) {
	return toml.Marshal(struct {
		Concept []Concept `toml:"concept"`
	}{g.Concepts})
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

func (g Glossary) check(file string, positions tomlfile.Positions) []diag.Finding {
	c := checker{glossary: g, file: file, positions: positions, seen: [2]map[string]Concept{{}, {}}}
	for i, concept := range g.Concepts {
		c.concept(i, concept)
		for l := range languages {
			c.entry(i, concept, l)
		}
	}
	return c.found
}

// languages are those of every concept.
var languages = [2]struct{ code, name string }{{"ar", "Arabic"}, {"en", "English"}}

type checker struct {
	glossary  Glossary
	file      string
	positions tomlfile.Positions
	seen      [2]map[string]Concept // by language: form key → the concept that has it
	found     []diag.Finding
}

// add reports a fault at a key of a concept; the key is relative to the concept, such as "ar.term".
func (c *checker) add(concept int, key, code, message, hint string) {
	c.found = append(c.found, diag.Finding{File: c.file, Line: c.positions.Line(fmt.Sprintf("concept[%d].%s", concept, key)), Severity: diag.Error,
		Code: code, Message: message, Hint: hint})
}

// concept checks what a concept says of itself, its languages apart.
func (c *checker) concept(i int, concept Concept) {
	g := c.glossary
	if first := g.byID[concept.ID]; concept.ID != "" && first != i {
		c.add(i, "id", "duplicate-id", fmt.Sprintf("the id %s is already taken on line %d", diag.Quote(concept.ID), g.Concepts[first].line),
			"give one of them another id, or join the two")
	}
	if !idPattern.MatchString(concept.ID) || concept.ID == "index" {
		c.add(i, "id", "bad-id", fmt.Sprintf("%s cannot be an id", diag.Quote(concept.ID)),
			"use lower-case letters a–z, digits and single hyphens between them, such as entity-list")
	}
	if !slices.Contains(categories, concept.Category) {
		c.add(i, "category", "unknown-category", fmt.Sprintf("%s is not a category", diag.Quote(concept.Category)), "use one of "+strings.Join(categories, ", "))
	}
	for _, id := range concept.Related {
		if _, ok := g.byID[id]; !ok {
			c.add(i, "related", "unknown-related", fmt.Sprintf("no concept has the id %s", diag.Quote(id)), "correct the id, or add the concept")
		}
	}
	for lang, name := range concept.Names {
		if _, err := language.Parse(lang); err != nil {
			c.add(i, "names", "unknown-language", fmt.Sprintf("%s is not the code of a language", diag.Quote(lang)), `names are given by language, as in { zh = "…" }`)
		}
		c.text(i, "names", name)
	}
	c.text(i, "avoid", concept.Avoid...)
}

// entry checks a concept in one language.
func (c *checker) entry(i int, concept Concept, l int) {
	lang := languages[l]
	entry := concept.In(lang.code)
	_, begun := c.positions[fmt.Sprintf("concept[%d].%s", i, lang.code)]
	if !begun && entry.Term == "" && len(entry.Forms) == 0 && entry.Definition == "" {
		c.add(i, lang.code, "missing-language", fmt.Sprintf("the concept %s has no %s", diag.Quote(concept.ID), lang.name),
			fmt.Sprintf("add [concept.%s] with term and definition", lang.code))
		return
	}
	if len(arabic.Words([]byte(entry.Term))) == 0 {
		c.add(i, lang.code+".term", "empty-term", fmt.Sprintf("the %s term of %s is empty", lang.name, diag.Quote(concept.ID)), "write the term in its citation form")
	}
	if strings.TrimSpace(entry.Definition) == "" {
		c.add(i, lang.code+".definition", "empty-definition", fmt.Sprintf("the %s definition of %s is empty", lang.name, diag.Quote(concept.ID)),
			"say in one or two sentences what it is, for a reader who knows nothing")
	}
	c.text(i, lang.code+".definition", entry.Definition)
	for n, form := range append([]string{entry.Term}, entry.Forms...) {
		key := lang.code + ".forms"
		if n == 0 {
			key = lang.code + ".term"
		}
		c.text(i, key, form)
		if forms := formKey(form); forms != "" {
			if other, taken := c.seen[l][forms]; taken && other.ID != concept.ID {
				c.add(i, key, "colliding-form", fmt.Sprintf("%s is a form of %s (line %d) too", diag.Quote(form), diag.Quote(other.ID), other.line),
					"a form leads to one concept: remove it from one of the two, or use a longer wording")
			}
			c.seen[l][forms] = concept
		}
	}
}

// text checks texts that a page shows.
func (c *checker) text(concept int, key string, texts ...string) {
	for _, text := range texts {
		if strings.ContainsFunc(text, arabic.IsBidiControl) {
			c.found = append(c.found, diag.BidiControls(c.file, []int{c.positions.Line(fmt.Sprintf("concept[%d].%s", concept, key))})...)
		}
	}
}

// formKey is what two forms that cannot be told apart in a text have in common.
func formKey(form string) string {
	var words []string
	for _, w := range arabic.Words([]byte(form)) {
		words = append(words, formWord(form[w.Start:w.End]))
	}
	return strings.Join(words, " ")
}

// formWord is the key of a word of a form: folded, but with its capitals where it is Latin and has any, since EU is not eu.
func formWord(word string) string {
	if folded := arabic.Fold(word); folded != strings.ToLower(word) || word == strings.ToLower(word) {
		return folded
	}
	return word
}

// sorted gives the concepts in the dictionary order of a language.
func (g Glossary) sorted(lang string) []Concept {
	return slices.SortedStableFunc(slices.Values(g.Concepts), func(a, b Concept) int {
		return cmp.Compare(sortKey(a.In(lang).Term, lang), sortKey(b.In(lang).Term, lang))
	})
}

func sortKey(term, lang string) string {
	if lang == "ar" {
		return arabic.SortKey(term)
	}
	return strings.ToLower(term)
}
