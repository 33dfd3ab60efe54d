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
	ID        string            `toml:"id"`        // the address of its page: lower-case ASCII words and hyphens
	Category  string            `toml:"category"`  // one of [Categories]
	Related   []string          `toml:"related"`   // ids of other concepts
	Names     map[string]string `toml:"names"`     // BCP 47 language → name in another script
	Avoid     []string          `toml:"avoid"`     // wordings that the site does not use
	Ambiguous bool              `toml:"ambiguous"` // the Arabic term is also an everyday word: alone it is no match
	Arabic    Entry             `toml:"ar"`
	English   Entry             `toml:"en"`

	line int // of its [[concept]]
}

// Entry is a concept in one language.
type Entry struct {
	Term       string   `toml:"term"`  // citation form
	Forms      []string `toml:"forms"` // other wordings, without regular particles and endings
	Definition string   `toml:"definition"`
}

// In gives the entry of a language, "ar" or "en".
func (c Concept) In(lang string) Entry {
	if lang == "en" {
		return c.English
	}
	return c.Arabic
}

// Categories are the kinds of concept, in the order in which the glossary lists them.
var Categories = []string{"company", "person", "body", "people", "place", "law", "technology", "money", "concept"}

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
	fs = append(fs, diag.BidiControls(file, arabic.BidiControlLines(data))...)
	return g, fs
}

var idPattern = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

func (g Glossary) check(file string, positions tomlfile.Positions) []diag.Finding {
	var fs []diag.Finding
	seen := [2]map[string]Concept{{}, {}} // by language: folded form → the concept that has it
	for i, c := range g.Concepts {
		add := func(key, code, hint, message string, args ...any) {
			fs = append(fs, diag.Finding{File: file, Line: positions.Line(fmt.Sprintf("concept[%d].%s", i, key)), Severity: diag.Error, Code: code,
				Message: fmt.Sprintf(message, args...), Hint: hint})
		}
		if first := g.byID[c.ID]; c.ID != "" && first != i {
			add("id", "duplicate-id", "give one of them another id, or join the two", "the id %s is already taken on line %d", diag.Quote(c.ID), g.Concepts[first].line)
		}
		if !idPattern.MatchString(c.ID) {
			add("id", "bad-id", "use lower-case letters a–z, digits and single hyphens between them, such as entity-list", "%s cannot be an id", diag.Quote(c.ID))
		}
		if !slices.Contains(Categories, c.Category) {
			add("category", "unknown-category", "use one of "+strings.Join(Categories, ", "), "%s is not a category", diag.Quote(c.Category))
		}
		for _, id := range c.Related {
			if _, ok := g.byID[id]; !ok {
				add("related", "unknown-related", "correct the id, or add the concept", "no concept has the id %s", diag.Quote(id))
			}
		}
		for l, lang := range []string{"ar", "en"} {
			entry, name := c.In(lang), []string{"Arabic", "English"}[l]
			_, begun := positions[fmt.Sprintf("concept[%d].%s", i, lang)]
			if !begun && entry.Term == "" && len(entry.Forms) == 0 && entry.Definition == "" {
				add(lang, "missing-language", fmt.Sprintf("add [concept.%s] with term and definition", lang), "the concept %s has no %s", diag.Quote(c.ID), name)
				continue
			}
			if len(arabic.Words([]byte(entry.Term))) == 0 {
				add(lang+".term", "empty-term", "write the term in its citation form", "the %s term of %s is empty", name, diag.Quote(c.ID))
			}
			if strings.TrimSpace(entry.Definition) == "" {
				add(lang+".definition", "empty-definition", "say in one or two sentences what it is, for a reader who knows nothing",
					"the %s definition of %s is empty", name, diag.Quote(c.ID))
			}
			for n, form := range append([]string{entry.Term}, entry.Forms...) {
				key, at := formKey(form), lang+".forms"
				if n == 0 {
					at = lang + ".term"
				}
				if key == "" {
					continue
				}
				if other, taken := seen[l][key]; taken && other.ID != c.ID {
					add(at, "colliding-form", "a form leads to one concept: remove it from one of the two, or use a longer wording",
						"%s is a form of %s (line %d) too", diag.Quote(form), diag.Quote(other.ID), other.line)
				}
				seen[l][key] = c
			}
		}
	}
	return fs
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

// Sorted gives the concepts in the dictionary order of a language.
func (g Glossary) Sorted(lang string) []Concept {
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
