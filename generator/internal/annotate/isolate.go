package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/generator/internal/document"
)

// Isolate marks every run of a page that is in another script than the page, so that the layout can isolate it
// (Unicode Standard Annex #9, section 6.4: text of another direction is isolated, or it reorders what stands around it).
// Runs in links are left to the link; a page that is already isolated does not change.
func Isolate(d document.Document) document.Document {
	var edits []document.Edit
	all := foreignParts(d, runs(d))
	for _, r := range all {
		if r.foreign != "" {
			edits = append(edits, document.MarkLang(d.Body, r.start, r.end, r.foreign))
		}
	}
	isolated, _ := apply(d, all, edits)
	return isolated
}

// foreignParts parts runs into what is in the page's script and what is to be isolated. Runs in marks and links stay whole.
func foreignParts(d document.Document, all []run) []run {
	parts := make([]run, 0, len(all))
	for _, r := range all {
		if r.mark != nil || r.link {
			parts = append(parts, r)
			continue
		}
		start := r.start
		for _, f := range foreignRuns(d.Body[r.start:r.end], d.Lang) {
			part := r
			part.start, part.end, part.foreign = r.start+f.start, r.start+f.end, f.lang
			if !document.CanMark(d.Body, part.start, part.end) {
				continue
			}
			if before := r; start < part.start {
				before.start, before.end = start, part.start
				parts = append(parts, before)
			}
			parts = append(parts, part)
			start = part.end
		}
		if rest := r; start < r.end {
			rest.start = start
			parts = append(parts, rest)
		}
	}
	return parts
}

// isolateText writes plain text as one line of inline Markdown with its runs of the other script marked; "" where it has none, so that
// the plain text will do.
func isolateText(text, lang string) string {
	markdown := []byte(document.Escape(strings.Join(strings.Fields(text), " ")))
	var edits []document.Edit
	for _, f := range foreignRuns(markdown, lang) {
		if document.CanMark(markdown, f.start, f.end) {
			edits = append(edits, document.MarkLang(markdown, f.start, f.end, f.lang))
		}
	}
	if len(edits) == 0 {
		return ""
	}
	return string(document.Splice(markdown, edits))
}

// foreign is a run in another script than the text around it.
type foreign struct {
	start, end int
	lang       string // BCP 47
}

// foreignRuns finds runs of words in another script than that of lang: words of one script with single spaces, or with the signs that
// join names and addresses, between them.
func foreignRuns(text []byte, lang string) []foreign {
	var list []foreign
	for i := 0; i < len(text); {
		if i = skipNative(text, i, lang); i == len(text) {
			break
		}
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsLetter(r) || scriptLang(r) == lang {
			i += size
			continue
		}
		before := 0 // the end of the run before this one
		if len(list) > 0 {
			before = list[len(list)-1].end
		}
		f := foreign{start: before + withDigitsBefore(text[before:], i-before), end: i, lang: scriptLang(r)}
		for next := i; next >= 0; next = afterJoint(text, f.end, f.lang) {
			f.end = wordEnd(text, next, f.lang)
		}
		list = append(list, f)
		i = f.end
	}
	return list
}

// skipNative passes over the bytes that surely belong to no foreign run: in Arabic, the two-byte characters of the Arabic block and ASCII that
// is no letter; in English, ASCII.
func skipNative(text []byte, i int, lang string) int {
	if lang != "ar" {
		for i < len(text) && text[i] < utf8.RuneSelf {
			i++
		}
		return i
	}
	for i < len(text) {
		switch c := text[i]; {
		case 0xd8 <= c && c <= 0xdb && i+1 < len(text) && text[i+1]&0xc0 == 0x80:
			i += 2
		case c < utf8.RuneSelf && (c|0x20 < 'a' || c|0x20 > 'z'):
			i++
		default:
			return i
		}
	}
	return i
}

// scriptLang gives the language that the site writes in a letter's script; "und" where it writes none.
func scriptLang(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "en"
	case unicode.Is(unicode.Arabic, r), r == 'ـ':
		return "ar"
	case unicode.Is(unicode.Han, r):
		return "zh"
	}
	return "und"
}

func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

// withDigitsBefore moves the start of a run to a whole number that stands against it: 5G, but not 1.5G.
func withDigitsBefore(text []byte, start int) int {
	i := start
	for i > 0 && isASCIIDigit(text[i-1]) {
		i--
	}
	if r, _ := utf8.DecodeLastRune(text[:i]); strings.ContainsRune(".,٫٬", r) {
		return start
	}
	return i
}

// wordEnd gives the end of the letters of one language, with their marks and digits, that begin at start.
func wordEnd(text []byte, start int, lang string) int {
	i := start
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if !(unicode.IsLetter(r) && scriptLang(r) == lang || unicode.Is(unicode.Mn, r) || r < utf8.RuneSelf && unicode.IsDigit(r)) {
			break
		}
		i += size
	}
	return i
}

// jointSigns join parts of a name or an address without a space; the backslash is Markdown's escape before one of them.
const jointSigns = `-'’&./@+_:?=%#\`

// maxJoint is how many signs may stand between two parts of one run: "://" and an escape.
const maxJoint = 4

// afterJoint gives the offset at which the run that ends at end goes on: behind one space, an ampersand between spaces, or
// signs that join. It is -1 where the run is over.
func afterJoint(text []byte, end int, lang string) int {
	i, spaces, signs := end, 0, 0
	for i < len(text) && spaces+signs <= maxJoint {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == ' ' || r == '\u00a0':
			spaces++
		case strings.ContainsRune(jointSigns, r):
			if spaces > 0 && r != '&' && r != '\\' {
				return -1
			}
			signs++
		case unicode.IsLetter(r) && scriptLang(r) == lang:
			ampersand := strings.Trim(string(text[end:i]), ` \`+"\u00a0") == "&"
			if spaces == 0 || spaces == 1 && signs == 0 || ampersand {
				return i
			}
			return -1
		case isASCIIDigit(text[i]) && spaces == 0 && signs > 0:
			return i
		default:
			return -1
		}
		i += size
	}
	return -1
}
