package arabic

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SortKey gives a key whose byte order is dictionary order for Arabic: spelling folded, آ as the two letters it stands
// for, the article ال of each word left out. (golang.org/x/text/collate, at CLDR 32, tells أ from ا and does not know the article.)
func SortKey(s string) string {
	words := strings.Fields(Fold(strings.ReplaceAll(norm.NFC.String(s), "آ", "اا")))
	for i, w := range words {
		if stem, ok := strings.CutPrefix(w, "ال"); ok && letters(stem) >= 2 {
			words[i] = stem
		}
	}
	return strings.Join(words, " ")
}
