package arabic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const tatweel = '\u0640'

// Fold gives the key under which the spellings of one word meet. It is for comparison only: text is never rewritten.
//
// It normalises to NFC, turns presentation forms and ligatures (U+FB50–FDFF, U+FE70–FEFC) into letters, drops tashkeel,
// Quranic marks, tatweel and invisible format characters, folds آأإٱ to ا, ى and the Persian ی to ي, ک to ك, Arabic-Indic
// and Persian digits to 0–9, and letters of other scripts to lower case. ة and ه, and the seats of hamza, stay apart:
// they tell words apart. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	if isFolded(s) {
		return s
	}
	s = norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if isPresentationForm(r) {
			for _, letter := range norm.NFKC.String(string(r)) {
				foldRune(&b, letter)
			}
			continue
		}
		foldRune(&b, r)
	}
	return norm.NFC.String(b.String()) // dropping a mark can leave a Latin letter beside its accent
}

// isFolded is the fast path: bare Arabic letters, digits and lower-case ASCII fold to themselves.
func isFolded(s string) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r < '\u0621' || r > '\u064a' || r == tatweel || r == 'أ' || r == 'إ' || r == 'آ' || r == 'ى' || '\u063b' <= r && r <= '\u063f' {
			return false
		}
		i += size
	}
	return true
}

func isPresentationForm(r rune) bool {
	return '\ufb50' <= r && r <= '\ufdff' || '\ufe70' <= r && r <= '\ufefc'
}

func foldRune(b *strings.Builder, r rune) {
	switch {
	case isSilent(r):
	case r == 'آ' || r == 'أ' || r == 'إ' || r == 'ٱ':
		b.WriteRune('ا')
	case r == 'ى' || r == '\u06cc' || r == '\u06cd':
		b.WriteRune('ي')
	case r == '\u06a9':
		b.WriteRune('ك')
	case '\u0660' <= r && r <= '\u0669':
		b.WriteRune('0' + r - '\u0660')
	case '\u06f0' <= r && r <= '\u06f9':
		b.WriteRune('0' + r - '\u06f0')
	default:
		b.WriteRune(unicode.ToLower(r))
	}
}

// isSilent reports whether r changes how a word is voiced, drawn or ordered but not which word it is: tashkeel and the
// other marks of the Arabic block, tatweel, and invisible format characters.
func isSilent(r rune) bool {
	switch {
	case r < '\u0610':
		return r == '\u00ad'
	case r <= '\u061c':
		return r != '\u061b' // the Arabic semicolon
	case '\u064b' <= r && r <= '\u065f', r == '\u0670', r == tatweel:
		return true
	case '\u06d6' <= r && r <= '\u06ed':
		return unicode.In(r, unicode.Mn, unicode.Cf)
	case '\u200b' <= r && r <= '\u200f', r == '\u2060', r == '\ufeff':
		return true
	}
	return IsBidiControl(r)
}
