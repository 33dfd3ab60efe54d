package glossary

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"bayan/generator/internal/arabic"
)

// particles says what stands before a stem: a conjunction, a preposition and the article, each of which may be missing.
type particles uint8

const (
	withArticle particles = 1
	withBa      particles = 1 << 1
	withKaf     particles = 2 << 1
	withLam     particles = 3 << 1
	withWaw     particles = 1 << 3
	withFa      particles = 2 << 3

	prepositions = withBa | withKaf | withLam
	conjunctions = withWaw | withFa
)

// particleNames holds the list of every set of particles, so that a match allocates none.
var particleNames = func() (table [withFa + withLam + withArticle + 1][]string) {
	for p := range table {
		for _, particle := range []struct {
			mask, value particles
			name        string
		}{
			{conjunctions, withWaw, "و"}, {conjunctions, withFa, "ف"},
			{prepositions, withBa, "ب"}, {prepositions, withKaf, "ك"}, {prepositions, withLam, "ل"},
			{withArticle, withArticle, "ال"},
		} {
			if particles(p)&particle.mask == particle.value {
				table[p] = append(table[p], particle.name)
			}
		}
	}
	return table
}()

// names lists the particles in the order written. The list is shared and not to be changed.
func (p particles) names() []string { return particleNames[p] }

// letters is how many letters the particles have.
func (p particles) letters() int {
	n := 0
	for _, mask := range [3]particles{conjunctions, prepositions, withArticle} {
		if p&mask != 0 {
			n++
		}
	}
	if p&withArticle != 0 {
		n++
	}
	return n
}

// reading is one way to read a word of a text as a word of a form.
type reading struct {
	ending        *arabic.Ending // nil for a word of another script
	word          int32
	start, length uint8 // of the stem, in letters of the text's word
	particles     particles
}

// taken is how many letters the reading takes off the word of the text.
func (r reading) taken() int {
	if r.ending == nil {
		return 0
	}
	return r.particles.letters() + r.ending.Cost
}

// bare reports whether an Arabic word stands without a particle and without a pronoun.
func (r reading) bare() bool {
	return r.ending != nil && r.particles == 0 && r.ending.Enclitic == ""
}

// maxReadings is how many readings of one word are kept; more than a few share no letters.
const maxReadings = 16

// reader reads the word at which its scanner stands.
type reader struct {
	*Matcher
	arabic.Scanner
	readings [maxReadings]reading
	n        int
	least    int                              // letters behind particles
	trace    func(read reading, fault string) // told of every reading that the letters allow, and why it fell; nil to tell nobody
}

// read lists the words of forms that the scanner's word may be. The list is valid until the next call.
func (r *reader) read() []reading {
	r.n = 0
	if r.Word.Arabic {
		r.readArabic(r.Letters())
	} else if len(r.other) > 0 {
		r.readOther(r.Text[r.Word.Start:r.Word.End])
	}
	return r.readings[:r.n]
}

func (r *reader) readOther(text []byte) {
	ids := r.other[string(text)]
	if len(ids) == 0 {
		ids = r.other[lowered(text)]
	}
	for _, id := range ids[:min(len(ids), maxReadings)] {
		r.readings[r.n] = reading{word: id}
		r.n++
	}
}

// readArabic takes off each set of particles that the letters begin with.
func (r *reader) readArabic(letters []arabic.Letter) {
	if len(letters) == 0 {
		return
	}
	r.fromPreposition(letters, 0, 0)
	switch letters[0] {
	case waw:
		r.fromPreposition(letters, 1, withWaw)
	case fa:
		r.fromPreposition(letters, 1, withFa)
	}
}

func (r *reader) fromPreposition(letters []arabic.Letter, start int, p particles) {
	r.fromArticle(letters, start, p)
	if start >= len(letters) {
		return
	}
	switch letters[start] {
	case ba:
		r.fromArticle(letters, start+1, p|withBa)
	case kaf:
		r.fromArticle(letters, start+1, p|withKaf)
	case lam:
		r.stem(letters, start+1, p|withLam)
		if len(letters) > start+1 && letters[start+1] == lam { // ل + ال is written لل, and swallows a ل that begins the word
			r.stem(letters, start+2, p|withLam|withArticle)
			r.stem(letters, start+1, p|withLam|withArticle)
		}
	}
}

func (r *reader) fromArticle(letters []arabic.Letter, start int, p particles) {
	r.stem(letters, start, p)
	if len(letters) > start+2 && letters[start] == alef && letters[start+1] == lam {
		r.stem(letters, start+2, p|withArticle)
	}
}

// minStem is the least number of letters that must remain behind particles: shorter ones are nearly always part of the word (وزن is not و + زن). A
// later word of a phrase is known by its place, and may be shorter (الشركة الأم).
const minStem, minLaterStem = 3, 2

// stem follows the trie from a letter of the word on, and keeps each stem behind which an ending of its class stands.
func (r *reader) stem(letters []arabic.Letter, start int, p particles) {
	if p != 0 && len(letters)-start < r.least {
		return
	}
	node := uint32(0)
	for i := start; ; i++ {
		if first := r.stems.nodes[node].word; first != 0 {
			r.ending(first-1, letters[i:], reading{start: uint8(start), length: uint8(i - start), particles: p})
		}
		if i == len(letters) {
			return
		}
		next, ok := r.stems.step(node, letters[i])
		if !ok {
			return
		}
		node = next
	}
}

// ending keeps the readings of the words of a stem, from the first on, behind which the given letters stand.
func (r *reader) ending(first uint32, after []arabic.Letter, read reading) {
	for i := first; r.n < maxReadings; i++ {
		w := &r.stems.words[i]
		if ending, ok := arabic.EndingOf(w.class, after); ok && (!w.article || read.particles&withArticle != 0) {
			read.word, read.ending = w.id, ending
			fault := r.fault(read)
			if r.trace != nil {
				r.trace(read, fault)
			}
			if fault == "" {
				r.readings[r.n] = read
				r.n++
			}
		}
		if w.last {
			return
		}
	}
}

// fault verifies a reading that the letters allow, and says why it falls, or "".
func (r *reader) fault(read reading) string {
	text := r.Text[r.Word.Start:r.Word.End]
	form := &r.words[read.word]
	switch {
	case read.particles&withArticle != 0 && read.ending.Enclitic != "":
		return "a noun has the article or a pronoun, not both"
	case !arabic.SameSpelling(text, int(read.start), int(read.length), form.text):
		return "the hamza, or the last ى or ي, is another"
	case read.ending.Letters == "ا" && strings.HasSuffix(form.text, "ي") && !bytes.Contains(text, tanwin):
		return "behind ي, a bare ا belongs to the word (كوريا); the accusative has tanwin (كوريًا)"
	case read.ending.Rule == arabic.FeminineRule && read.particles&withArticle == 0 && r.definiteFollows():
		return "with ة and before a word with ال, it is a noun of its own (وزيرة الخارجية) and not an adjective"
	case read.ending.Rule == arabic.FeminineRule && form.faal:
		return "of the pattern فعال, ة makes another noun (خطاب, خطابة)"
	case len(r.attested) > 0 && read.particles != 0 && len(read.particles.names()) == 1 && read.particles&withArticle == 0:
		if _, oneWord := r.attested[hash(r.Letters())]; oneWord {
			return "the site's texts have the whole word with the article, so that its first letter is no particle"
		}
	}
	return ""
}

// definiteFollows reports whether the next word, with only space between, has the article.
func (r *reader) definiteFollows() bool {
	after := arabic.Scanner{Text: r.Text}
	after.At(r.Word.End)
	if !after.Next() || !onlySpace(r.Text[r.Word.End:after.Word.Start]) {
		return false
	}
	l := after.Letters()
	return len(l) > minStem && l[0] == alef && l[1] == lam
}

// lowered gives a word in lower case; only a word with capitals is copied.
func lowered(word []byte) string {
	for _, c := range word {
		if c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return strings.ToLower(string(word))
		}
	}
	return ""
}

var tanwin = []byte("\u064b")

// isFaal reports whether a word has the pattern فعال: of such nouns ة makes another noun (خطاب, خطابة; مكان, مكانة).
func isFaal(word string) bool {
	l := arabic.Letters(word)
	return len(l) == 4 && l[2] == alef && l[3] != alef
}
