package arabic

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"الأُويغُور", "الاويغور"},
		{"إيغور", "ايغور"},
		{"آسيا", "اسيا"},
		{"ا\u0654حمد", "احمد"},    // a combining hamza
		{"هيكفيجـــن", "هيكفيجن"}, // tatweel
		{"\ufefbكن", "لاكن"},      // the lam-alef ligature
		{"مستشفى", "مستشفي"},
		{"شرکة", "شركة"},       // Persian kaf
		{"شرك\u202eة", "شركة"}, // an override
		{"٢٠١٩ و۲۰۲۰", "2019 و2020"},
		{"Hikvision", "hikvision"},
		{"شركة", "شركة"},
		{"شركه", "شركه"},
		{"مسؤول", "مسؤول"},
		{"", ""},
	} {
		if got := Fold(test.in); got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"الأُويغُور", "e\u0640\u0301", "\ufdfa", "\u0627\u0640\u0653", "İ", "ﬀ", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("Fold is not idempotent on %q: %q, then %q", s, once, twice)
		}
	})
}

func TestWords(t *testing.T) {
	text := "شركتا Hikvision وSenseTime، 71.5 مليونًا: «5G»"
	var got []string
	for _, w := range Words([]byte(text)) {
		got = append(got, text[w.Start:w.End])
	}
	want := []string{"شركتا", "Hikvision", "و", "SenseTime", "71", "5", "مليونًا", "5G"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte("وHikvision ٢٠١٩\u0640ـ\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		end := 0
		for _, w := range Words(text) {
			if w.Start < end || w.End <= w.Start || w.End > len(text) {
				t.Fatalf("word %v out of order in %q", w, text)
			}
			if !utf8.RuneStart(text[w.Start]) || w.End < len(text) && !utf8.RuneStart(text[w.End]) && utf8.Valid(text) {
				t.Fatalf("word %v off a rune boundary in %q", w, text)
			}
			end = w.End
		}
	})
}

func TestReadings(t *testing.T) {
	for _, test := range []struct{ word, want string }{
		{"عقود", "عقود"},
		{"والصين", "والصين|و+الصين|و+ال+صين"},
		{"للغة", "للغة|ل+لغة|ل+ال+لغة"}, // ل + ال + غة leaves too little
		{"للشركات", "للشركات|ل+لشركات|ل+ال+شركات|ل+ال+لشركات"},
		{"وزن", "وزن"},
		{"فبالشركة", "فبالشركة|ف+بالشركة|ف+ب+الشركة|ف+ب+ال+شركة"},
	} {
		var got []string
		for _, r := range Readings(test.word) {
			got = append(got, strings.Join(append(slices.Clone(r.Proclitics), r.Stem), "+"))
		}
		if s := strings.Join(got, "|"); s != test.want {
			t.Errorf("%s: got %s, want %s", test.word, s, test.want)
		}
	}
}

func TestRomanize(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"قائمة الكيانات", "qaima-al-kayanat"},
		{"هيكفيجن (Hikvision)", "hikafijan-hikvision"},
		{"تقرير 2019", "taqarir-2019"},
		{"تقرير ٢٠١٩", "taqarir-2019"},
		{"«…»", ""},
	} {
		if got := Romanize(test.in); got != test.want {
			t.Errorf("Romanize(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestSortKey(t *testing.T) {
	names := []string{"اسم", "الأسد", "ابن", "آدم", "إبل"}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if want := []string{"آدم", "إبل", "ابن", "الأسد", "اسم"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"نفت شركة Hikvision التقارير": "ar", "The report in العربية": "en", "2019!": "", "报告说": "",
	} {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestEveryEndingIsFound(t *testing.T) {
	for class, list := range endings {
		for _, e := range list {
			if got, ok := EndingOf(Class(class), Letters(e.Letters)); !ok || got.Letters != e.Letters {
				t.Errorf("class %d: %q is not found", class, e.Letters)
			}
		}
	}
	if _, ok := EndingOf(Fixed, Letters("ها")); ok {
		t.Error("a name was inflected")
	}
}
