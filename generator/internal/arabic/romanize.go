package arabic

import (
	"strings"
	"unicode"
)

// roman is the BGN/PCGN 1956 system for Arabic without its diacritics, in lower case. Short vowels are not written in
// Arabic and so are not known; Romanize puts an "a" where two consonants would meet.
var roman = map[rune]string{
	'ا': "a", 'ب': "b", 'ت': "t", 'ث': "th", 'ج': "j", 'ح': "h", 'خ': "kh", 'د': "d", 'ذ': "dh", 'ر': "r", 'ز': "z",
	'س': "s", 'ش': "sh", 'ص': "s", 'ض': "d", 'ط': "t", 'ظ': "z", 'ع': "a", 'غ': "gh", 'ف': "f", 'ق': "q", 'ك': "k",
	'ل': "l", 'م': "m", 'ن': "n", 'ه': "h", 'ة': "a", 'و': "w", 'ي': "y", 'ؤ': "u", 'ئ': "i", 'ء': "",
	'پ': "p", 'چ': "ch", 'ڤ': "v", 'گ': "g", 'ژ': "zh",
}

// Romanize writes Arabic in readable ASCII, for addresses: "قائمة الكيانات" becomes "qaima-al-kayanat". It is not
// reversible. The result holds only a–z, 0–9 and single inner hyphens; it is empty where text has no letter or digit
// that it can write.
func Romanize(text string) string {
	var words []string
	for _, w := range Words([]byte(text)) {
		word := Fold(text[w.Start:w.End])
		if !w.Arabic {
			words = append(words, asciiOnly(word))
			continue
		}
		if stem, ok := strings.CutPrefix(word, "ال"); ok && letters(stem) >= 2 {
			words = append(words, "al", romanizeWord(stem))
		} else {
			words = append(words, romanizeWord(word))
		}
	}
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, "-")
}

func romanizeWord(word string) string {
	var b strings.Builder
	afterVowel := true // at a word's start no vowel is put in
	runes := []rune(word)
	for i, r := range runes {
		last := i == len(runes)-1
		nextIsVowel := !last && (runes[i+1] == 'ا' || runes[i+1] == 'ة')
		var out string
		vowel := r == 'ا' || r == 'ة' || r == 'ع' || r == 'ؤ' || r == 'ئ' || r == 'ء'
		switch {
		case r == 'و' && i > 0 && !nextIsVowel && !afterVowel:
			out, vowel = "u", true
		case r == 'ي' && i > 0 && !nextIsVowel && !afterVowel:
			out, vowel = "i", true
		case roman[r] != "":
			out = roman[r]
		default:
			out, vowel = asciiOnly(string(r)), true // a digit
		}
		if out == "" {
			continue
		}
		if !vowel && !afterVowel && i > 0 {
			b.WriteByte('a')
		}
		b.WriteString(out)
		afterVowel = vowel
	}
	return b.String()
}

func asciiOnly(s string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
