package arabic

import (
	"slices"
	"strings"
)

// Class says how a word of a glossary inflects. It follows from the word's last letter, and from what the author says of it.
type Class uint8

const (
	Fixed     Class = iota // takes no endings: names, and words too short to bear one
	Sound                  // ends in a consonant: عقد, محلي
	Irregular              // ends in a consonant and has a plural of its own, so no sound one: عقد, عقود
	Feminine               // ends in ة, which is ت before an ending: شركة
	Maqsura                // ends in ى, which is ا before an ending: مستشفى
	Hamza                  // ends in ء, which takes the seat that its vowel wants before an ending: إنشاء
	classes
)

// Ending is a way to end a word: what stands after its stem, and what it means.
type Ending struct {
	Letters  string // folded; "" for the bare stem
	Enclitic string // the attached pronoun among them, or ""
	Rule     string // what it is called, in English
	Cost     int    // letters that a reader takes off to find the word
	Later    bool   // a later word of a phrase may have it: an adjective agrees, a pronoun follows the first word
}

// FeminineRule is the rule of an adjective's ة.
const FeminineRule = "feminine"

// pronouns are the attached pronouns that follow nouns. ي and ك are left out: مصري is Egyptian before it is "my Egypt".
var pronouns = []string{"ه", "ها", "هم", "هما", "هن", "نا", "كم"}

// endings lists the endings of each class: case, gender, number, the loss of ن and the change of ة and ء before a genitive or a pronoun. The
// source is K. Ryding, A Reference Grammar of Modern Standard Arabic (2005), chapters 7 (noun inflections) and 12 (personal pronouns).
var endings = func() (table [classes][]Ending) {
	add := func(class Class, stem, rule string, later bool, own int) {
		table[class] = append(table[class], Ending{Letters: stem, Rule: rule, Cost: letters(stem) - own, Later: later})
	}
	withPronouns := func(class Class, stem, rule string, own int) {
		for _, p := range pronouns {
			table[class] = append(table[class], Ending{Letters: stem + p, Enclitic: p, Rule: rule, Cost: letters(stem) + letters(p) - own})
		}
	}
	add(Fixed, "", "as listed", true, 0)

	add(Sound, "", "as listed", true, 0)
	add(Sound, "ا", "accusative", true, 0)
	add(Sound, "ة", FeminineRule, true, 0)
	for _, e := range []string{"ان", "ين", "تان", "تين"} {
		add(Sound, e, "dual or sound plural", true, 0)
	}
	withPronouns(Sound, "", "pronoun", 0)
	for _, e := range []string{"ون", "ات"} {
		add(Sound, e, "sound plural", true, 0)
	}
	add(Sound, "و", "sound plural before a genitive", false, 0)
	withPronouns(Sound, "ات", "sound plural, pronoun", 0)
	withPronouns(Sound, "و", "sound plural, pronoun", 0)
	withPronouns(Sound, "ي", "sound plural or dual, pronoun", 0)

	add(Feminine, "ة", "as listed", true, 1)
	add(Feminine, "ات", "sound plural", true, 1)
	for _, e := range []string{"تان", "تين"} {
		add(Feminine, e, "dual", true, 1)
	}
	for _, e := range []string{"تا", "تي"} {
		add(Feminine, e, "dual before a genitive", false, 1)
	}
	withPronouns(Feminine, "ت", "pronoun", 1)
	withPronouns(Feminine, "ات", "sound plural, pronoun", 1)
	withPronouns(Feminine, "تا", "dual, pronoun", 1)
	withPronouns(Feminine, "تي", "dual, pronoun", 1)

	add(Maqsura, "ي", "as listed", true, 1)
	add(Maqsura, "يات", "sound plural", true, 1)
	for _, e := range []string{"يان", "يين"} {
		add(Maqsura, e, "dual", true, 1)
	}
	withPronouns(Maqsura, "ا", "pronoun", 1)
	withPronouns(Maqsura, "يات", "sound plural, pronoun", 1)

	add(Hamza, "ء", "as listed", true, 1)
	for _, e := range []string{"ءا", "ئا"} {
		add(Hamza, e, "accusative", true, 1)
	}
	add(Hamza, "ءات", "sound plural", true, 1)
	for _, e := range []string{"ءان", "ءين", "ئين", "ئان", "ئون", "ؤون"} {
		add(Hamza, e, "dual or sound plural", true, 1)
	}
	for _, seat := range []string{"ء", "ئ", "ؤ"} {
		withPronouns(Hamza, seat, "pronoun", 1)
	}
	withPronouns(Hamza, "ءات", "sound plural, pronoun", 1)
	return table
}()

// Inflect gives the stem of a word, folded, and its class. fixed says that it takes no endings.
func Inflect(word string, fixed bool) (stem string, class Class) {
	folded := Fold(word)
	bare, maqsura := strings.CutSuffix(folded, "ي")
	switch {
	case fixed || letters(folded) < minStem:
		return folded, Fixed
	case strings.HasSuffix(folded, "ة"):
		return strings.TrimSuffix(folded, "ة"), Feminine
	case maqsura && endsInMaqsura(word):
		return bare, Maqsura
	case strings.HasSuffix(folded, "ء"):
		return strings.TrimSuffix(folded, "ء"), Hamza
	}
	return folded, Sound
}

func endsInMaqsura(word string) bool {
	runes := []rune(word)
	for _, r := range slices.Backward(runes) {
		if !isSilent(r) {
			return r == 'ى'
		}
	}
	return false
}

// endingTable finds the endings of each class by their letters: an open-addressed table, since it is asked at every stem that a word begins
// with.
var endingTable = func() (table [endingSlots]endingSlot) {
	for class, list := range endings {
		for i := range list {
			key, _ := pack(Letters(list[i].Letters))
			slot := &table[slotOf(&table, key)]
			slot.key = key
			if slot.ending[class] == nil {
				slot.ending[class] = &list[i]
			}
		}
	}
	return table
}()

// endingSlots is a power of two, several times as large as the number of endings.
const endingSlots = 512

type endingSlot struct {
	key    uint64 // see pack; 0 for an empty slot
	ending [classes]*Ending
}

// slotOf gives the slot of a key, or the empty one where it would stand.
func slotOf(table *[endingSlots]endingSlot, key uint64) uint64 {
	slot := key * 11400714819323198485 >> 55 // Fibonacci hashing to nine bits
	for table[slot].key != 0 && table[slot].key != key {
		slot = (slot + 1) % endingSlots
	}
	return slot
}

// maxEnding is the most letters that an ending has.
const maxEnding = 6

// pack writes letters as a number that is not 0, six bits a letter; ok is false where there are more than an ending can have.
func pack(letters []Letter) (key uint64, ok bool) {
	if len(letters) > maxEnding {
		return 0, false
	}
	key = 1
	for _, l := range letters {
		key = key<<6 | uint64(l)
	}
	return key, true
}

// EndingOf tells which ending of a class the letters after a stem are.
func EndingOf(class Class, after []Letter) (*Ending, bool) {
	key, ok := pack(after)
	if !ok {
		return nil, false
	}
	ending := endingTable[slotOf(&endingTable, key)].ending[class]
	return ending, ending != nil
}
