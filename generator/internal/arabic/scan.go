package arabic

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Letter is the code of a folded letter of a word of a text, 1 to 63; two spellings that [Fold] joins have one code. 0 is no letter.
type Letter byte

// alphabet gives the folded letters their codes, from 1. The letters that begin or end a particle or an ending have constants.
const alphabet = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةءؤئپچڤگژ0123456789"

// otherLetter is any letter of the Arabic script that no form of the site's languages is written with.
const otherLetter Letter = 63

const silent = 0x80 // in the table below: a mark that belongs to the word and is no letter of it

// twoByte gives the code of each character from U+0600 to U+06FF, as its UTF-8 continuation has it.
var twoByte = func() (table [256]byte) {
	for r := rune(0x600); r <= 0x6ff; r++ {
		table[r-0x600] = codeOf(r)
	}
	return table
}()

// codeOf gives a character's code by way of [Fold], so that the two cannot differ.
func codeOf(r rune) byte {
	if isSilent(r) || unicode.Is(unicode.Mn, r) {
		return silent
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return 0
	}
	code := byte(1)
	folded := Fold(string(r))
	for _, letter := range alphabet {
		if string(letter) == folded {
			return code
		}
		code++
	}
	return byte(otherLetter)
}

// Letters gives the codes of a word. Marks are left out; a character that is no letter has the code 0.
func Letters(word string) []Letter {
	var letters []Letter
	for _, r := range norm.NFKC.String(word) {
		if code := runeCode(r); code != silent {
			letters = append(letters, Letter(code))
		}
	}
	return letters
}

func runeCode(r rune) byte {
	if 0x600 <= r && r <= 0x6ff {
		return twoByte[r-0x600]
	}
	return codeOf(r)
}

// maxLetters is the longest word that a [Scanner] gives letters of; no form is nearly so long.
const maxLetters = 40

// Scanner finds the words of a text one after the other, as [Words] does, and for Arabic words their letters, without
// allocating. Set Text; the zero value of the rest is its start.
type Scanner struct {
	Text []byte
	Word Word
	pos  int
	n    int
	code [maxLetters]Letter
}

// Letters gives the letters of an Arabic word, valid until the next call of Next; none for a word too long to be a form's.
func (s *Scanner) Letters() []Letter { return s.code[:s.n] }

// At moves the scanner to a byte offset.
func (s *Scanner) At(offset int) { s.pos = offset }

// Next finds the next word.
func (s *Scanner) Next() bool {
	text := s.Text
	for i := s.pos; i < len(text); {
		c := text[i]
		switch {
		case c < utf8.RuneSelf:
			if asciiWord[c] {
				s.otherWord(i)
				return true
			}
			i++
		case 0xd8 <= c && c <= 0xdb && i+1 < len(text) && text[i+1]&0xc0 == 0x80:
			if code := twoByte[uint(c&3)<<6|uint(text[i+1]&0x3f)]; code != 0 && code != silent {
				s.arabicWord(i)
				return true
			}
			i += 2
		default:
			r, size := utf8.DecodeRune(text[i:])
			switch {
			case !startsWord(r):
				i += size
			case inArabicScript(r):
				s.arabicWord(i)
				return true
			default:
				s.otherWord(i)
				return true
			}
		}
	}
	s.pos = len(text)
	return false
}

// asciiWord holds the ASCII letters and digits.
var asciiWord = func() (table [utf8.RuneSelf]bool) {
	for c := range table {
		table[c] = '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return table
}()

func (s *Scanner) arabicWord(start int) {
	text, n, i := s.Text, 0, start
	for i < len(text) {
		c := text[i]
		var code byte
		size := 2
		if 0xd8 <= c && c <= 0xdb && i+1 < len(text) && text[i+1]&0xc0 == 0x80 {
			code = twoByte[uint(c&3)<<6|uint(text[i+1]&0x3f)]
		} else if c < utf8.RuneSelf {
			if c < '0' || c > '9' {
				break
			}
			code, size = codeOfDigit(c), 1
		} else {
			n, size = s.rareLetter(i, n)
			if size == 0 {
				break
			}
			i += size
			continue
		}
		if code == 0 {
			break
		}
		if code != silent {
			if n < maxLetters {
				s.code[n] = Letter(code)
			}
			n++
		}
		i += size
	}
	if n > maxLetters {
		n = 0
	}
	s.n, s.pos, s.Word = n, i, Word{start, i, true}
}

func codeOfDigit(c byte) byte { return twoByte[0x60+uint(c-'0')] }

// rareLetter takes a character that is not two bytes long into the word: a presentation form, or a mark. size is 0 where the word ends before it.
func (s *Scanner) rareLetter(i, n int) (letters, size int) {
	r, size := utf8.DecodeRune(s.Text[i:])
	if !continuesWord(r, true) {
		return n, 0
	}
	for _, letter := range norm.NFKC.String(string(r)) {
		if code := runeCode(letter); code != silent {
			if n < maxLetters {
				s.code[n] = Letter(code)
			}
			n++
		}
	}
	return n, size
}

func (s *Scanner) otherWord(start int) {
	text, i := s.Text, start
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf {
			if !asciiWord[c] {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if !continuesWord(r, false) {
			break
		}
		i += size
	}
	s.n, s.pos, s.Word = 0, i, Word{start, i, false}
}
