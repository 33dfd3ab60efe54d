package glossary

import (
	"cmp"
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
	Enclitic   string   // the pronoun written onto its first word: "ها"
	Rule       string   // how the word in the text comes from the form: "as listed", "sound plural", "pronoun" …
}

// Matcher finds the terms of a glossary in texts of one language. It may be used by several goroutines.
//
// A form is a sequence of words. Every word has an id, under which the forms are held in an automaton; to a word of a text, the trie (for
// Arabic) or a map (for other scripts) gives the ids that it may be.
type Matcher struct {
	stems    trie
	other    map[string][]int32 // words of other scripts, and English plurals of them → ids
	words    []word
	phrases  []phraseNode
	attested Attested
}

// word is a word of a form.
type word struct {
	text  string // as the author wrote it, without the article: what the letters of a text are compared with
	class arabic.Class
	faal  bool  // has the pattern فعال
	next  int32 // the node of the phrases that begin with it; 0 for none
}

// phraseNode is a place in the sequences of words that forms are.
type phraseNode struct {
	next    map[int32]int32 // word id → node
	concept int32           // 1 + the place in the glossary of the concept whose form ends here; 0 for none
	id      string
	form    string
	alone   bool // the form may stand without a particle or an ending
}

// Attested is what the texts of a site say of their own words: those that bear the article. الوزارة shows that وزارة is one word and not
// و + زارة. Make one with Attested{}; nil knows of none.
type Attested map[uint64]struct{}

// Add notes the words of a text that bear the article and could be read as beginning with a particle.
func (a Attested) Add(text []byte) {
	for s := (arabic.Scanner{Text: text}); s.Next(); {
		if letters := afterArticle(s.Letters()); len(letters) > 3 && isParticle(letters[0]) {
			a[hash(letters)] = struct{}{}
		}
	}
}

// hash is FNV-1a over the letters of a word.
func hash(letters []arabic.Letter) uint64 {
	h := uint64(14695981039346656037)
	for _, l := range letters {
		h = (h ^ uint64(l)) * 1099511628211
	}
	return h
}

var (
	alef, lam, waw, fa, ba, kaf = letter("ا"), letter("ل"), letter("و"), letter("ف"), letter("ب"), letter("ك")
)

func letter(s string) arabic.Letter { return arabic.Letters(s)[0] }

func isParticle(l arabic.Letter) bool { return l == waw || l == fa || l == ba || l == kaf || l == lam }

// afterArticle gives the letters of a word behind its article, with or without particles before it; nil where it has none.
func afterArticle(l []arabic.Letter) []arabic.Letter {
	for i := range min(3, len(l)) {
		if i+1 < len(l) && l[i] == alef && l[i+1] == lam {
			return l[i+2:]
		}
		if !isParticle(l[i]) {
			break
		}
	}
	return nil
}

// Matcher compiles the glossary for a language, "ar" or "en". attested, which may be nil, is what the site's texts say of their words.
func (g Glossary) Matcher(lang string, attested Attested) *Matcher {
	c := compiler{m: &Matcher{other: map[string][]int32{}, words: make([]word, 1), phrases: make([]phraseNode, 1), attested: attested}, ids: map[wordKey]int32{}}
	for i, concept := range g.Concepts {
		entry := concept.In(lang)
		for _, form := range append([]string{entry.Term}, entry.Forms...) {
			c.add(i, concept, form)
		}
	}
	c.m.stems = c.trie.build()
	return c.m
}

type compiler struct {
	m    *Matcher
	trie trieBuilder
	ids  map[wordKey]int32
}

type wordKey struct {
	text    string
	class   arabic.Class
	article bool
}

// add enters a form of a concept.
func (c *compiler) add(place int, concept Concept, form string) {
	spans := arabic.Words([]byte(form))
	if len(spans) == 0 {
		return
	}
	node := int32(0)
	for i, span := range spans {
		id := c.word(form[span.Start:span.End], span.Arabic, concept.isName(), len(spans) == 1, i == len(spans)-1)
		next := c.m.words[id].next
		if i > 0 {
			next = c.m.phrases[node].next[id]
		}
		if next == 0 {
			next = int32(len(c.m.phrases))
			c.m.phrases = append(c.m.phrases, phraseNode{})
			if i == 0 {
				c.m.words[id].next = next
			} else {
				if c.m.phrases[node].next == nil {
					c.m.phrases[node].next = map[int32]int32{}
				}
				c.m.phrases[node].next[id] = next
			}
		}
		node = next
	}
	if end := &c.m.phrases[node]; end.concept == 0 {
		end.concept, end.id, end.form = int32(place)+1, concept.ID, form
		end.alone = !concept.Ambiguous || !spans[0].Arabic || len(spans) > 1
	}
}

// word gives the id of a word of a form, new where no form had it before.
func (c *compiler) word(text string, isArabic, name, alone, last bool) int32 {
	if !isArabic {
		return c.otherWord(text, last)
	}
	key := wordKey{text: text}
	if stem, ok := strings.CutPrefix(text, "ال"); ok && utf8.RuneCountInString(arabic.Fold(stem)) >= 3 {
		key.text, key.article = stem, alone
	}
	var stem string
	stem, key.class = arabic.Inflect(key.text, name)
	if id := c.ids[key]; id != 0 {
		return id
	}
	id := c.newWord(key.text, key.class)
	c.ids[key] = id
	c.trie.add(arabic.Letters(stem), stemWord{class: key.class, article: key.article, id: id})
	return id
}

func (c *compiler) otherWord(text string, last bool) int32 {
	key := wordKey{text: formWord(text)}
	id := c.ids[key]
	if id == 0 {
		id = c.newWord(text, arabic.Fixed)
		c.ids[key] = id
		c.m.other[key.text] = append(c.m.other[key.text], id)
	}
	if last {
		for plural := range plurals(key.text) {
			if !slices.Contains(c.m.other[plural], id) {
				c.m.other[plural] = append(c.m.other[plural], id)
			}
		}
	}
	return id
}

func (c *compiler) newWord(text string, class arabic.Class) int32 {
	c.m.words = append(c.m.words, word{text: text, class: class, faal: isFaal(text)})
	return int32(len(c.m.words) - 1)
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

// found is a form that fits at a word.
type found struct {
	node  int32
	first reading
	end   int // byte offset
	words int
	taken int
}

// better tells which of two forms a reader would choose: the longer phrase, then the one with fewer letters taken off, then the earlier in
// the glossary.
func (m *Matcher) better(a, b found) bool {
	return cmp.Or(cmp.Compare(b.words, a.words), cmp.Compare(a.taken, b.taken), cmp.Compare(m.phrases[a.node].concept, m.phrases[b.node].concept)) < 0
}

// Find lists the terms of a text in order; they do not overlap. The text is UTF-8 and is not changed; bytes that are
// not UTF-8 stand between words.
func (m *Matcher) Find(text []byte) []Match {
	return m.Append(nil, text)
}

// Append is [Matcher.Find] into a list that the caller keeps; it allocates for matches only.
func (m *Matcher) Append(matches []Match, text []byte) []Match {
	for r := (reader{Matcher: m, Scanner: arabic.Scanner{Text: text}, least: minStem}); r.Next(); {
		best := m.best(&r)
		if best.node == 0 {
			continue
		}
		end := &m.phrases[best.node]
		match := Match{Start: r.Word.Start, End: best.end, ID: end.id, Form: end.form, Rule: "as listed"}
		if e := best.first.ending; e != nil {
			match.Proclitics, match.Enclitic, match.Rule = best.first.particles.names(), e.Enclitic, e.Rule
		}
		matches = append(matches, match)
		r.At(best.end)
	}
	return matches
}

// best finds the best form that begins at the reader's word; its node is 0 where there is none.
func (m *Matcher) best(r *reader) (best found) {
	for _, first := range r.read() {
		if node := m.words[first.word].next; node != 0 {
			m.extend(r.Text, found{node: node, first: first, end: r.Word.End, words: 1, taken: first.taken()}, &best)
		}
	}
	return best
}

// extend takes a form's beginning as far as the text goes on with it, and keeps the best end.
func (m *Matcher) extend(text []byte, f found, best *found) {
	node := &m.phrases[f.node]
	if node.concept != 0 && (node.alone || !f.first.bare()) && (best.node == 0 || m.better(f, *best)) {
		*best = f
	}
	if len(node.next) == 0 {
		return
	}
	after := reader{Matcher: m, Scanner: arabic.Scanner{Text: text}, least: minLaterStem}
	after.At(f.end)
	if !after.Next() || !onlySpace(text[f.end:after.Word.Start]) {
		return
	}
	for _, later := range after.read() {
		next := node.next[later.word]
		if next == 0 || later.particles&^withArticle != 0 || later.ending != nil && !later.ending.Later {
			continue
		}
		longer := f
		longer.node, longer.end, longer.words, longer.taken = next, after.Word.End, f.words+1, f.taken+later.taken()
		m.extend(text, longer, best)
	}
}

// onlySpace reports whether what stands between two words of a phrase is white space, at most one line end of it, or a hyphen.
func onlySpace(gap []byte) bool {
	if len(gap) == 1 && (gap[0] == ' ' || gap[0] == '-' || gap[0] == '\n') {
		return true
	}
	s := string(gap)
	return s != "" && strings.Count(s, "\n") <= 1 && strings.TrimFunc(s, unicode.IsSpace) == ""
}
