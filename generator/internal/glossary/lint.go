package glossary

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/generator/internal/arabic"
	"bayan/generator/internal/diag"
)

// Text is a text of the site, in which [Glossary.Lint] looks for the terms.
type Text struct {
	Path   string               // the author's file
	Lang   string               // "ar" or "en"
	Body   []byte               // UTF-8
	Marked []string             // ids of concepts that the author marked in it by hand
	Line   func(offset int) int // the author's line of an offset in Body; nil where Body is the file itself
}

// Lint compares a checked glossary with the texts of a site. It finds what is no error and yet deserves a look: terms and forms that no text
// has, forms that say nothing new, short ones, and plurals that the texts have and the glossary does not. file is the glossary's path.
func (g Glossary) Lint(file string, texts []Text) []diag.Finding {
	l := linter{file: file, texts: texts, attested: Attested{}, langs: map[string]bool{},
		occurs: map[place]int{}, uses: map[place][]use{}, free: map[string][]use{}}
	l.read(g)
	for _, c := range g.Concepts {
		l.terms(c)
		for _, lang := range languages {
			redundant := l.redundantForms(c, lang.code)
			l.unusedForms(c, lang.code, lang.name, redundant)
			l.shortForms(c, lang.code)
		}
		l.missingPlurals(c)
	}
	return l.found
}

type linter struct {
	file     string
	texts    []Text
	attested Attested
	langs    map[string]bool  // the texts are in these
	occurs   map[place]int    // form "": how often the concept occurs in texts of the language
	uses     map[place][]use  // where a form matches
	free     map[string][]use // by what may be its stem: each Arabic word that no concept matches
	found    []diag.Finding
}

// place is a form of a concept in one language.
type place struct{ id, lang, form string }

// use is a stretch of a text.
type use struct {
	surface, path string
	line          int
	plain         bool // as the form stands, perhaps with the article
	skip          int  // letters before the stem
}

func (u use) String() string { return fmt.Sprintf("%s (%s:%d)", diag.Quote(u.surface), u.path, u.line) }

func (l *linter) add(c Concept, severity diag.Severity, code, message, hint string) {
	l.found = append(l.found, diag.Finding{File: l.file, Line: c.line, Severity: severity, Code: code, Message: message, Hint: hint})
}

// read finds every form in the texts, and keeps the Arabic words between them.
func (l *linter) read(g Glossary) {
	for _, text := range l.texts {
		l.attested.Add(text.Body)
	}
	matchers := map[string]*Matcher{"ar": g.Matcher("ar", l.attested), "en": g.Matcher("en", nil)}
	for _, text := range l.texts {
		if matchers[text.Lang] == nil { // a page whose language is not known is an error of its own
			continue
		}
		l.langs[text.Lang] = true
		for _, id := range text.Marked {
			l.occurs[place{id: id, lang: text.Lang}]++
		}
		end := 0
		for _, m := range matchers[text.Lang].Find(text.Body) {
			u := text.use(m.Start, m.End)
			u.plain = m.Rule == "as listed" && onlyArticle(m.Proclitics)
			at := place{m.ID, text.Lang, m.Form}
			l.uses[at] = append(l.uses[at], u)
			l.occurs[place{id: m.ID, lang: text.Lang}]++
			l.readFree(text, end, m.Start)
			end = m.End
		}
		l.readFree(text, end, len(text.Body))
	}
}

// readFree keeps the Arabic words of a stretch that no concept matches, under each stem that they may have.
func (l *linter) readFree(text Text, start, end int) {
	for _, w := range arabic.Words(text.Body[start:end]) {
		if !w.Arabic || text.Lang != "ar" {
			continue
		}
		u := text.use(start+w.Start, start+w.End)
		folded := arabic.Fold(u.surface)
		for _, r := range arabic.Readings(folded) {
			u.skip = utf8.RuneCountInString(folded) - utf8.RuneCountInString(r.Stem)
			l.free[r.Stem] = append(l.free[r.Stem], u)
		}
	}
}

func (t Text) use(start, end int) use {
	u := use{surface: strings.Join(strings.Fields(string(t.Body[start:end])), " "), path: t.Path}
	if t.Line != nil {
		u.line = t.Line(start)
	} else {
		u.line = 1 + bytes.Count(t.Body[:start], []byte("\n"))
	}
	return u
}

func onlyArticle(proclitics []string) bool {
	return len(proclitics) == 0 || len(proclitics) == 1 && proclitics[0] == "ال"
}

// terms finds concepts that the texts of a language do not name, or only where a page links something else or nothing.
func (l *linter) terms(c Concept) {
	const code = "term-never-occurs"
	var missing []string
	for _, lang := range languages {
		if !l.langs[lang.code] || l.occurs[place{id: c.ID, lang: lang.code}] > 0 {
			continue
		}
		first, why, hint := l.hidden(c, lang.code)
		if why == "" {
			missing = append(missing, lang.name)
			continue
		}
		l.add(c, diag.Note, code, fmt.Sprintf("no %s page links %s: %s, as in %s", lang.name, diag.Quote(c.In(lang.code).Term), why, first), hint)
	}
	const hint = "add the wording that the texts use to its forms; if none is about it, the concept may go"
	switch {
	case len(missing) == len(l.langs) && len(missing) > 0:
		l.add(c, diag.Warning, code, fmt.Sprintf("no page has a form of %s", diag.Quote(c.ID)), hint)
	case len(missing) == 1:
		l.add(c, diag.Note, code, fmt.Sprintf("no %s page has a form of %s", missing[0], diag.Quote(c.ID)), hint)
	}
}

// hidden gives the first place where the texts would have a concept if it were not ambiguous, or if the glossary had no other; why is "" where
// there is none.
func (l *linter) hidden(c Concept, lang string) (first use, why, hint string) {
	if first, ok := l.first(c, lang); ok {
		return first, "another form, mostly a longer one, always comes before it", "nothing need be done, if what is linked there explains enough"
	}
	c.Ambiguous = false
	if first, ok := l.first(c, lang); ok {
		return first, "it is ambiguous and always stands alone", "mark a place by hand where the text means it"
	}
	return use{}, "", ""
}

// first finds the first place where the texts of a language have a concept, the rest of the glossary apart.
func (l *linter) first(c Concept, lang string) (use, bool) {
	m := New([]Concept{c}).Matcher(lang, l.attested)
	for _, text := range l.texts {
		if text.Lang != lang {
			continue
		}
		if matches := m.Find(text.Body); len(matches) > 0 {
			return text.use(matches[0].Start, matches[0].End), true
		}
	}
	return use{}, false
}

// redundantForms finds the listed forms that the matcher finds by another form of the same concept, as an inflection of it.
func (l *linter) redundantForms(c Concept, lang string) []string {
	var redundant []string
	rest := c.In(lang)
	longestFirst := slices.SortedStableFunc(slices.Values(rest.Forms), func(a, b string) int { return cmp.Compare(len(b), len(a)) }) // plurals before singulars
	for _, form := range longestFirst {
		without := rest
		i := slices.Index(rest.Forms, form)
		without.Forms = slices.Delete(slices.Clone(rest.Forms), i, i+1)
		m, ok := wholeMatch(c.with(lang, without), lang, form)
		if !ok {
			continue
		}
		rest = without
		redundant = append(redundant, form)
		how := ""
		if m.Rule != "as listed" {
			how = " (" + m.Rule + ")"
		}
		l.add(c, diag.Note, "redundant-form", fmt.Sprintf("%s is found without being listed, from %s%s", diag.Quote(form), diag.Quote(m.Form), how), "remove it from the forms")
	}
	return redundant
}

// wholeMatch tells how a concept alone matches a wording from end to end. A particle that the wording begins with may as well be part of it, so
// such a reading does not count.
func wholeMatch(c Concept, lang, wording string) (Match, bool) {
	wording = strings.TrimSpace(wording)
	matches := New([]Concept{c}).Matcher(lang, nil).Find([]byte(wording))
	if len(matches) != 1 || matches[0].End-matches[0].Start != len(wording) || !onlyArticle(matches[0].Proclitics) {
		return Match{}, false
	}
	return matches[0], true
}

// with gives the concept with another entry.
func (c Concept) with(lang string, e Entry) Concept {
	if lang == "en" {
		c.English = e
	} else {
		c.Arabic = e
	}
	return c
}

// enough is how often a concept occurs before it says something that a form of it does not.
const enough = 8

// unusedForms finds the listed forms that no text has, of a concept that the texts have often.
func (l *linter) unusedForms(c Concept, lang, name string, redundant []string) {
	n := l.occurs[place{id: c.ID, lang: lang}]
	if n < enough {
		return
	}
	var unused []string
	for _, form := range c.In(lang).Forms {
		if len(l.uses[place{c.ID, lang, form}]) == 0 && !slices.Contains(redundant, form) {
			unused = append(unused, diag.Quote(form))
		}
	}
	if len(unused) > 0 {
		l.add(c, diag.Note, "form-never-matches", fmt.Sprintf("%s pages have %s %s, but never as %s", name, diag.Quote(c.ID), times(n), strings.Join(unused, ", ")),
			"correct the spelling; a form for texts to come may stay")
	}
}

// shortLetters is the most letters of a form of which other words, with their particles and endings, are easily mistaken for inflections.
const shortLetters = 3

// shortForms finds short and ambiguous forms that the texts have with more than the article, and quotes the longest use.
func (l *linter) shortForms(c Concept, lang string) {
	entry := c.In(lang)
	for _, form := range append([]string{entry.Term}, entry.Forms...) {
		uses := l.uses[place{c.ID, lang, form}]
		risky := slices.DeleteFunc(slices.Clone(uses), func(u use) bool { return u.plain })
		what := risk(c, form)
		if what == "" || len(risky) == 0 {
			continue
		}
		longest := slices.MaxFunc(risky, func(a, b use) int { return cmp.Compare(len(a.surface), len(b.surface)) })
		l.add(c, diag.Note, "short-form", fmt.Sprintf("%s %s: %d of %d matches have more than ال written onto them, as in %s", diag.Quote(form), what,
			len(risky), len(uses), longest), "see that they mean it; where not, use a longer form, ambiguous = true or the author's own mark")
	}
}

// risk says why a form of one word may match other words, or "". Latin capitals tell an abbreviation apart by themselves.
func risk(c Concept, form string) string {
	words := arabic.Words([]byte(form))
	switch {
	case len(words) != 1 || strings.ContainsFunc(form, unicode.IsUpper):
		return ""
	case c.Ambiguous && words[0].Arabic:
		return "is ambiguous"
	case utf8.RuneCountInString(arabic.Fold(form)) <= shortLetters:
		return "is short"
	}
	return ""
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// missingPlurals finds words of the texts that may be the broken plural of a noun for which the glossary lists no single-word form.
func (l *linter) missingPlurals(c Concept) {
	term := c.Arabic.Term
	if c.isName() || !isArabicWord(term) || slices.ContainsFunc(c.Arabic.Forms, isArabicWord) {
		return
	}
	for _, plural := range brokenPlurals(strings.TrimPrefix(arabic.Fold(term), "ال")) {
		if uses := l.freeUses(plural); len(uses) > 0 {
			l.add(c, diag.Note, "missing-plural", fmt.Sprintf("%s may have the plural %s, which no concept matches and which the texts have %s, as in %s",
				diag.Quote(term), diag.Quote(plural), times(len(uses)), uses[0]), "if it is, add it to the forms of "+c.ID)
		}
	}
}

func isArabicWord(form string) bool {
	words := arabic.Words([]byte(form))
	return len(words) == 1 && words[0].Arabic
}

// freeUses lists the words that no concept matches and that are a noun, with or without particles, the ا of the accusative or a pronoun.
func (l *linter) freeUses(noun string) []use {
	var uses []use
	for _, ending := range []string{"", "ا", "ه", "ها", "هم", "هما", "نا"} {
		for _, u := range l.free[arabic.Fold(noun)+ending] {
			if arabic.SameSpelling([]byte(u.surface), u.skip, utf8.RuneCountInString(noun), noun) {
				uses = append(uses, u)
			}
		}
	}
	return uses
}

// pluralPatterns lists common broken plurals by the pattern of the singular: digits are the letters of the root, and what is no digit stands as it
// is. Source: K. Ryding, A Reference Grammar of Modern Standard Arabic (2005), chapter 7, on the broken plural.
var pluralPatterns = []struct {
	singular string
	plurals  []string
}{
	{"123", []string{"12و3", "أ12ا3", "12ا3", "أ123"}},        // قرض قروض, خبر أخبار, جبل جبال, شهر أشهر
	{"12", []string{"12و2", "أ12ا2"}},                         // حق حقوق, سر أسرار
	{"1ا2", []string{"أ1وا2", "أ1يا2"}},                       // مال أموال, ناب أنياب
	{"12ي3", []string{"123اء", "أ123اء", "12ا3", "أ123ة"}},    // وزير وزراء, صديق أصدقاء, كبير كبار, رغيف أرغفة
	{"1ا23", []string{"12ا3", "123اء", "1وا23"}},              // عامل عمال, شاعر شعراء, حاجز حواجز
	{"12ا3", []string{"أ123ة", "123"}},                        // نظام أنظمة, كتاب كتب
	{"12و3", []string{"أ123ة", "123"}},                        // عمود أعمدة, رسول رسل
	{"12ا3ة", []string{"12ائ3"}},                              // رسالة رسائل
	{"12ي3ة", []string{"12ائ3", "123"}},                       // وثيقة وثائق, مدينة مدن
	{"1ا23ة", []string{"1وا23"}},                              // قائمة قوائم
	{"123ة", []string{"123", "12ا3"}},                         // تهمة تهم, قلعة قلاع
	{"12ية", []string{"12ايا"}},                               // قضية قضايا
	{"1234", []string{"12ا34"}}, {"1234ة", []string{"12ا34"}}, // مصنع مصانع, محكمة محاكم
	{"123ي4", []string{"12ا3ي4"}}, {"123و4", []string{"12ا3ي4"}}, // تقرير تقارير, مشروع مشاريع
	{"123ا4", []string{"12ا3ي4"}}, {"123و4ة", []string{"12ا3ي4"}}, // مفتاح مفاتيح, مجموعة مجاميع
}

// brokenPlurals gives what a noun's broken plural may be, by its letters. noun is folded and without the article.
func brokenPlurals(noun string) []string {
	var all []string
	for _, pattern := range pluralPatterns {
		root, ok := rootIn(pattern.singular, noun)
		if !ok {
			continue
		}
		for _, plural := range pattern.plurals {
			if p := root.Replace(plural); !slices.Contains(all, p) && p != noun {
				all = append(all, p)
			}
		}
	}
	return all
}

// rootIn reads a noun by a pattern and gives the letters of its root for the pattern's digits. Of those only the first may be ا, for a hamza.
func rootIn(pattern, noun string) (*strings.Replacer, bool) {
	letters, slots := []rune(noun), []rune(pattern)
	if len(letters) != len(slots) {
		return nil, false
	}
	var root []string
	for i, slot := range slots {
		switch {
		case !unicode.IsDigit(slot):
			if letters[i] != slot {
				return nil, false
			}
		case letters[i] == 'ة' || letters[i] == 'ا' && slot != '1':
			return nil, false
		default:
			root = append(root, string(slot), string(letters[i]))
		}
	}
	return strings.NewReplacer(root...), true
}
