package arabic

import (
	"unicode"
	"unicode/utf8"
)

// Word is a word of a text: a run of letters, their marks and digits, all Arabic or all of other scripts.
// In "وHikvision" there are two words, so that a particle written onto a Latin name does not hide it.
type Word struct {
	Start, End int // byte offsets in the text, on rune boundaries
	Arabic     bool
}

// Words finds the words of text in order. Byte sequences that are not UTF-8 stand between words.
func Words(text []byte) []Word {
	var words []Word
	for s := (Scanner{Text: text}); s.Next(); {
		words = append(words, s.Word)
	}
	return words
}

func startsWord(r rune) bool {
	return r != utf8.RuneError && r != tatweel && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func continuesWord(r rune, arabic bool) bool {
	switch {
	case r == utf8.RuneError:
		return false
	case isSilent(r), unicode.Is(unicode.Mn, r), unicode.IsDigit(r) && r < utf8.RuneSelf:
		return true
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return inArabicScript(r) == arabic
	}
	return false
}

// inArabicScript counts Arabic-Indic digits as Arabic, which [unicode.Arabic] leaves out as common to several scripts.
func inArabicScript(r rune) bool {
	return unicode.Is(unicode.Arabic, r) || '\u0660' <= r && r <= '\u0669'
}
