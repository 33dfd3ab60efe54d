// Package arabic knows Arabic orthography: folding of spelling variants, words and where they stand in a text, the
// particles written onto a word, readable ASCII for addresses, and dictionary order.
//
// It is a leaf: strings and byte offsets in, values out. Start at [Fold], which makes the key that two spellings of
// one word share, and [Scanner], which finds the words of a text and their folded letters.
package arabic

import (
	"bytes"
	"unicode"
)

// IsLetter reports whether r is a letter of the Arabic script, presentation forms included.
func IsLetter(r rune) bool {
	return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) && r != tatweel
}

// IsBidiControl reports whether r is an embedding, override or isolate (Unicode Standard Annex #9, section 2), which
// reorder text in a way the reader cannot see. The marks LRM, RLM and ALM, which only carry a direction, are not.
func IsBidiControl(r rune) bool {
	return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}

// BidiControlLines lists the lines (1-based) of a text that hold an embedding, override or isolate.
func BidiControlLines(text []byte) []int {
	var lines []int
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if bytes.ContainsFunc(line, IsBidiControl) {
			lines = append(lines, number)
		}
	}
	return lines
}

// Language tells the language of a text from its script: "ar" where more than half of the letters are Arabic, "en"
// where more than half are Latin, otherwise "" (and "" where there is no letter).
func Language(text string) string {
	var arabic, latin, letters int
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r):
			continue
		case IsLetter(r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
		letters++
	}
	switch {
	case 2*arabic > letters:
		return "ar"
	case 2*latin > letters:
		return "en"
	}
	return ""
}
