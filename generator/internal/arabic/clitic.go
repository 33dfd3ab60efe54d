package arabic

import "strings"

// Reading is one way to take particles off the front of a folded word.
type Reading struct {
	Proclitics []string // in the order written: و or ف, then ب, ك or ل, then ال
	Stem       string   // what remains, folded
}

// minStem is the least number of letters that must remain after a particle is taken off: shorter remainders are
// nearly always part of the word itself (وزن is not و + زن).
const minStem = 3

// Readings lists every way to read particles at the front of a folded word, the reading that takes none first, then by
// letters taken. The particles are و and ف (and, so), ب, ك and ل (in, like, for) and the article ال, in that order;
// ل with the article is written لل, which may also have swallowed a ل that begins the word (للغة is ل + ال + لغة).
// The future س and the question أ stand before verbs and are not read.
func Readings(folded string) []Reading {
	readings := append(make([]Reading, 0, 4), Reading{Stem: folded})
	conjunctions := []string{"", "و", "ف"}
	prepositions := []string{"", "ب", "ك", "ل"}
	for _, conjunction := range conjunctions {
		rest, ok := strings.CutPrefix(folded, conjunction)
		if !ok {
			continue
		}
		for _, preposition := range prepositions {
			stem, ok := strings.CutPrefix(rest, preposition)
			if !ok {
				continue
			}
			add := func(stem string, article bool) {
				if letters(stem) < minStem {
					return
				}
				var proclitics []string
				for _, p := range []string{conjunction, preposition} {
					if p != "" {
						proclitics = append(proclitics, p)
					}
				}
				if article {
					proclitics = append(proclitics, "ال")
				}
				if len(proclitics) > 0 {
					readings = append(readings, Reading{proclitics, stem})
				}
			}
			add(stem, false)
			if afterArticle, ok := strings.CutPrefix(stem, "ال"); ok && preposition != "ل" {
				add(afterArticle, true)
			}
			if afterLam, ok := strings.CutPrefix(stem, "ل"); ok && preposition == "ل" {
				add(afterLam, true)
				add(stem, true)
			}
		}
	}
	return readings
}

func letters(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}
