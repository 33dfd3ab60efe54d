package glossary

import (
	"bayan/generator/internal/arabic"
)

// Consideration is a way in which a word, or a text's first words, could be read as a form, and what became of it.
type Consideration struct {
	ID, Form   string   // the concept, and its form or the form's first word that was tried; ID is "" for a word of longer forms only
	Proclitics []string // taken off the front
	Rule       string   // how the word ends
	Fault      string   // why the reading fell; "" for the one that a page would link
}

// Explain tells how the first word of a text, with what follows it, is read: every reading of it that its letters allow, in the order tried, and why
// each fell. A text of which no form has the letters gets none.
func (m *Matcher) Explain(text []byte) []Consideration {
	var list []Consideration
	r := reader{Matcher: m, Scanner: arabic.Scanner{Text: text}, least: minStem}
	if !r.Next() {
		return nil
	}
	best := m.best(&r)
	consider := func(read reading, fault string) {
		c := Consideration{Form: m.words[read.word].text, Fault: fault, Rule: "as listed"}
		if read.ending != nil {
			c.Proclitics, c.Rule = read.particles.names(), read.ending.Rule
		}
		if node := m.words[read.word].next; node != 0 && m.phrases[node].concept != 0 {
			c.ID, c.Form = m.phrases[node].id, m.phrases[node].form
		}
		switch {
		case c.Fault != "":
		case best.node != 0 && best.first == read:
			c.ID, c.Form = m.phrases[best.node].id, m.phrases[best.node].form
		case c.ID == "":
			c.Fault = "it only begins longer forms, and what follows is none of them"
		case best.node == 0:
			c.Fault = "the term is ambiguous: alone it needs ال, a particle, a pronoun or the author's own mark"
		default:
			c.Fault = "another reading is longer, takes fewer letters off, or stands earlier in the glossary"
		}
		list = append(list, c)
	}
	r.trace = consider
	for _, read := range r.read() {
		if read.ending == nil { // words of other scripts are not traced
			consider(read, "")
		}
	}
	return list
}
