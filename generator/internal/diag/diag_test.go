package diag

import (
	"testing"
)

var sample = []Finding{
	{File: "content/b.txt", Line: 7, Severity: Warning, Code: "unbalanced-quote", Message: "“ is never closed", Hint: "close it"},
	{File: "content/a.txt", Line: 9, Severity: Error, Code: "bad-slug", Message: "slug “../x” is not a slug"},
	{File: "content/a.txt", Severity: Note, Code: "hidden", Message: "removed \u202e from 50%\nof it"},
}

func TestFormat(t *testing.T) {
	Sort(sample)
	for _, test := range []struct{ format, want string }{
		{"text", "content/a.txt: note: removed \\u202e from 50%\\nof it\n" +
			"content/a.txt:9: error: slug “../x” is not a slug\n" +
			"content/b.txt:7: warning: “ is never closed\n\thint: close it\n"},
		{"json", `{"file":"content/a.txt","line":0,"severity":"note","code":"hidden","message":"removed ` + "\u202e" + ` from 50%\nof it","hint":""}` + "\n" +
			`{"file":"content/a.txt","line":9,"severity":"error","code":"bad-slug","message":"slug “../x” is not a slug","hint":""}` + "\n" +
			`{"file":"content/b.txt","line":7,"severity":"warning","code":"unbalanced-quote","message":"“ is never closed","hint":"close it"}` + "\n"},
		{"github", "::notice file=content/a.txt,line=1,title=hidden::removed \\u202e from 50%25\\nof it\n" +
			"::error file=content/a.txt,line=9,title=bad-slug::slug “../x” is not a slug\n" +
			"::warning file=content/b.txt,line=7,title=unbalanced-quote::“ is never closed%0Ahint: close it\n"},
	} {
		got, err := Format(sample, test.format)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != test.want {
			t.Errorf("%s:\n got %q\nwant %q", test.format, got, test.want)
		}
	}
	if _, err := Format(sample, "xml"); err == nil {
		t.Error("an unknown format was accepted")
	}
}

func TestFailed(t *testing.T) {
	if !Failed(sample) {
		t.Error("an error among the findings does not fail the run")
	}
	if Failed(sample[:1]) {
		t.Error("a note fails the run")
	}
}
