package document

// wordsPerMinute is the mean reading speed of adults reading prose aloud in Arabic and English, from the IReST study
// (Trauzettel-Klosinski & Dietz, "Standardized Assessment of Reading Performance", IOVS 53(9), 2012, table 2).
var wordsPerMinute = map[string]int{"ar": 138, "en": 228}

// ReadingMinutes is how long a text of so many words takes to read, in whole minutes, at least one.
func ReadingMinutes(words int, language string) int {
	speed := wordsPerMinute[language]
	if speed == 0 {
		speed = wordsPerMinute["en"]
	}
	return max(1, (words+speed/2)/speed)
}
