package glossary

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/generator/internal/arabic"
)

// Match is an occurrence of a term in a text.
type Match struct {
	Start, End int      // byte offsets in the text, on rune boundaries
	ID         string   // the concept's
	Form       string   // the form of the glossary that matched
	Proclitics []string // the particles written onto its first word: "و", "ب", "ال"
	Enclitic   string   // the pronoun written onto its end: "ها"
}

// Matcher finds the terms of a glossary in texts of one language. It may be used by several goroutines.
type Matcher struct {
	lang  string
	index map[string][]form // by the first word, as formWord or an inflection of it
}

// form is one way to write a concept.
type form struct {
	concept      int // its place in the glossary
	id, text     string
	enclitic     string
	needsArticle bool              // the form begins with ال: الصين
	alone        bool              // the form may stand without particle or pronoun
	rest         []map[string]bool // for each further word, the spellings that fit
}

// Matcher compiles the glossary for a language, "ar" or "en".
func (g Glossary) Matcher(lang string) *Matcher {
	m := &Matcher{lang: lang, index: map[string][]form{}}
	for i, c := range g.Concepts {
		entry := c.In(lang)
		forms := append([]string{entry.Term}, entry.Forms...)
		for _, text := range forms {
			m.add(i, c, text, len(forms) > 1)
		}
	}
	return m
}

// add enters a form of a concept. hasPlural says that the author lists further forms, so that no plural is made up.
func (m *Matcher) add(concept int, c Concept, text string, hasPlural bool) {
	spans := arabic.Words([]byte(text))
	if len(spans) == 0 {
		return
	}
	words := make([]string, len(spans))
	for i, w := range spans {
		words[i] = formWord(text[w.Start:w.End])
	}
	first := form{concept: concept, id: c.ID, text: text, alone: !c.Ambiguous || !spans[0].Arabic || len(words) > 1}
	if !spans[0].Arabic {
		m.addLatin(first, words)
		return
	}
	head := words[0]
	if strings.HasPrefix(text, "ال") && utf8.RuneCountInString(head) >= 5 {
		head, first.needsArticle = strings.TrimPrefix(head, "ال"), true
	}
	for _, word := range words[1:] {
		first.rest = append(first.rest, laterWords(word, c.isName()))
	}
	if c.isName() {
		m.index[head] = append(m.index[head], first)
		return
	}
	for _, i := range inflect(head, hasPlural && len(words) == 1) {
		if len(words) > 1 && i.enclitic != "" {
			continue // a pronoun closes a phrase: nothing follows it
		}
		f := first
		f.enclitic = i.enclitic
		m.index[i.spelling] = append(m.index[i.spelling], f)
	}
}

func (m *Matcher) addLatin(f form, words []string) {
	last := len(words) - 1
	for _, word := range words[1:] {
		f.rest = append(f.rest, map[string]bool{word: true})
	}
	if last == 0 {
		for spelling := range plurals(words[0]) {
			m.index[spelling] = append(m.index[spelling], f)
		}
		return
	}
	f.rest[last-1] = plurals(words[last])
	m.index[words[0]] = append(m.index[words[0]], f)
}

// plurals gives an English word and its regular plural.
func plurals(word string) map[string]bool {
	all := map[string]bool{word: true, word + "s": true}
	switch {
	case strings.HasSuffix(word, "y"):
		all[strings.TrimSuffix(word, "y")+"ies"] = true
	case strings.HasSuffix(word, "s"), strings.HasSuffix(word, "x"), strings.HasSuffix(word, "ch"), strings.HasSuffix(word, "sh"):
		all[word+"es"] = true
	}
	return all
}

// laterWords gives the spellings in which a word after the first may stand: with or without the article, and, where it is
// not part of a name, inflected as an adjective that follows its noun.
func laterWords(word string, name bool) map[string]bool {
	bare := word
	if stem, ok := strings.CutPrefix(word, "ال"); ok && utf8.RuneCountInString(stem) >= 3 {
		bare = stem
	}
	spellings := map[string]bool{word: true, bare: true, "ال" + bare: true}
	if !name {
		for _, ending := range []string{"ة", "ات", "ين", "ون", "ا", "ان"} {
			stem := strings.TrimSuffix(bare, "ة")
			spellings[stem+ending] = true
			spellings["ال"+stem+ending] = true
		}
	}
	return spellings
}

// inflection is a spelling of a noun with endings.
type inflection struct {
	spelling string
	enclitic string
}

// enclitics are the attached pronouns that follow a noun. ي and ك are left out: with ي a noun looks like its adjective.
var enclitics = []string{"ه", "ها", "هم", "هما", "هن", "نا", "كم"}

// inflect lists the regular spellings of a folded noun: itself, the dual, the sound plural (masculine only where the author lists no plural),
// the accusative ا, and each with the attached pronouns.
func inflect(noun string, listedPlural bool) []inflection {
	list := []inflection{{spelling: noun}}
	if utf8.RuneCountInString(noun) < 3 {
		return list
	}
	add := func(stem string, pronouns bool) {
		if pronouns {
			for _, p := range enclitics {
				list = append(list, inflection{stem + p, p})
			}
		} else {
			list = append(list, inflection{spelling: stem})
		}
	}
	feminine, isFeminine := strings.CutSuffix(noun, "ة")
	switch {
	case isFeminine:
		add(feminine+"ت", true)
		for _, ending := range []string{"ات", "تان", "تين", "تا", "تي"} {
			add(feminine+ending, false)
		}
		add(feminine+"ات", true)
	default:
		add(noun, true)
		for _, ending := range []string{"ان", "ين", "ا"} {
			add(noun+ending, false)
		}
		if !listedPlural {
			add(noun+"ون", false)
			add(noun+"ات", false)
			add(noun+"ات", true)
		}
		if hamza, ok := strings.CutSuffix(noun, "ء"); ok {
			add(hamza+"ئ", true)
			add(hamza+"ؤ", true)
		}
		if maqsura, ok := strings.CutSuffix(noun, "ي"); ok { // ى is folded to ي
			add(maqsura+"ا", true)
		}
	}
	return list
}

// candidate is a form that fits at a word, and how.
type candidate struct {
	form       form
	words      int
	proclitics []string
}

// better tells which of two readings of the same word a reader would choose: the longer phrase, then the one that takes fewer
// particles off, then the earlier concept of the glossary.
func (c candidate) better(than candidate) bool {
	switch {
	case c.words != than.words:
		return c.words > than.words
	case len(c.proclitics) != len(than.proclitics):
		return len(c.proclitics) < len(than.proclitics)
	}
	return c.form.concept < than.form.concept
}

// Find lists the terms of a text in order; they do not overlap. The text is UTF-8 and is not changed; bytes that are
// not UTF-8 stand between words.
func (m *Matcher) Find(text []byte) []Match {
	if len(m.index) == 0 {
		return nil
	}
	var matches []Match
	words := arabic.Words(text)
	for i := 0; i < len(words); {
		best, ok := m.at(text, words[i:])
		if !ok {
			i++
			continue
		}
		matches = append(matches, Match{Start: words[i].Start, End: words[i+best.words-1].End, ID: best.form.id, Form: best.form.text,
			Proclitics: best.proclitics, Enclitic: best.form.enclitic})
		i += best.words
	}
	return matches
}

// at finds the best form that begins at the first of words.
func (m *Matcher) at(text []byte, words []arabic.Word) (best candidate, found bool) {
	first := string(text[words[0].Start:words[0].End])
	for _, r := range readings(first, words[0].Arabic) {
		for _, f := range m.index[r.Stem] {
			c := candidate{f, 1 + len(f.rest), r.Proclitics}
			if fits(f, r) && followed(f, text, words) && (!found || c.better(best)) {
				best, found = c, true
			}
		}
	}
	return best, found
}

// readings lists the keys under which a word of a text may stand in the index.
func readings(word string, isArabic bool) []arabic.Reading {
	if isArabic {
		return arabic.Readings(arabic.Fold(word))
	}
	list := []arabic.Reading{{Stem: word}}
	if lower := strings.ToLower(word); lower != word {
		list = append(list, arabic.Reading{Stem: lower})
	}
	return list
}

// fits reports whether a form may stand with the particles of a reading.
func fits(f form, r arabic.Reading) bool {
	article := slices.Contains(r.Proclitics, "ال")
	switch {
	case f.needsArticle && !article:
		return false
	case article && f.enclitic != "": // a noun has the article or a pronoun, not both
		return false
	}
	return f.alone || len(r.Proclitics) > 0 || f.enclitic != ""
}

// followed reports whether the further words of a form follow the first, with only space between.
func followed(f form, text []byte, words []arabic.Word) bool {
	if len(words) <= len(f.rest) {
		return false
	}
	for i, spellings := range f.rest {
		w := words[i+1]
		if !onlySpace(text[words[i].End:w.Start]) {
			return false
		}
		if !slices.ContainsFunc(readings(string(text[w.Start:w.End]), w.Arabic), func(r arabic.Reading) bool {
			return len(r.Proclitics) == 0 && spellings[r.Stem]
		}) {
			return false
		}
	}
	return true
}

// onlySpace reports whether what stands between two words of a phrase is white space, at most one line end of it, or a hyphen.
func onlySpace(gap []byte) bool {
	s := string(gap)
	if s == "-" {
		return true
	}
	return s != "" && strings.Count(s, "\n") <= 1 && strings.TrimFunc(s, unicode.IsSpace) == ""
}
