package arabic

import "unicode/utf8"

// SameSpelling tells whether n letters of a word of a text, from the given letter on, are spelled as the first n of a form; their folded letters
// are the same. A bare ا in the text may stand for أ or إ, which people leave unwritten; the other way round only at the start, where people write a
// hamza that does not belong. أ is not إ, and آ is nothing else – but at the start of a long word, where no two words differ by it and names from
// other languages are written both ways (أردوغان, إردوغان). ى and ي stand for each other at the end of the word only.
func SameSpelling(word []byte, from, n int, form string) bool {
	if start, end := 2*from, 2*(from+n); len(word) >= end && len(form) >= end-start && string(word[start:end]) == form[:end-start] &&
		!silentBefore(word[:start]) {
		return true // nearly every word: two bytes a letter, spelled alike
	}
	first, long := true, n >= longWord
	for _, want := range form {
		if isSilent(want) {
			continue
		}
		if n == 0 {
			return true
		}
		n--
		got, size := nextLetter(word)
		for ; from > 0 && size > 0; from-- {
			word = word[size:]
			got, size = nextLetter(word)
		}
		if size == 0 || isPresentationForm(got) {
			return true // what no keyboard types is not judged
		}
		word = word[size:]
		_, more := nextLetter(word)
		if got != want && !mayStandFor(got, want, first, long, more == 0) {
			return false
		}
		first = false
	}
	return true
}

// silentBefore reports whether the letters before a stem bear a mark, so that the stem does not stand at twice their number.
func silentBefore(before []byte) bool {
	for len(before) > 0 {
		r, size := utf8.DecodeRune(before)
		if isSilent(r) || size != 2 {
			return true
		}
		before = before[size:]
	}
	return false
}

// longWord is how many letters a stem has that is told from every other without its hamza.
const longWord = 6

// nextLetter gives the first letter of a word that is not silent, and the length of the word's bytes up to its end; 0 where there is none.
func nextLetter(word []byte) (letter rune, size int) {
	for size < len(word) {
		r, n := utf8.DecodeRune(word[size:])
		size += n
		if !isSilent(r) {
			return r, size
		}
	}
	return 0, 0
}

func mayStandFor(got, want rune, first, long, last bool) bool {
	switch {
	case isAlef(got) && isAlef(want):
		return first && long || got != 'آ' && want != 'آ' && (isBare(got) || first && isBare(want))
	case isYa(got) && isYa(want):
		return last
	}
	return runeCode(got) == runeCode(want)
}

func isAlef(r rune) bool { return isBare(r) || r == 'أ' || r == 'إ' || r == 'آ' }
func isBare(r rune) bool { return r == 'ا' || r == 'ٱ' }
func isYa(r rune) bool   { return r == 'ى' || r == 'ي' }
