// Package site is the edge of the program: it reads what people wrote, stages what Hugo reads, runs Hugo, and puts the
// finished site in its place.
//
// The order is [Read], then the pure packages, then [Stage], [Render] and [Publish]. A site is written beside the old one
// and takes its place in one step: whatever happens on the way, the last good site stays.
package site

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"bayan/generator/internal/diag"
	"bayan/generator/internal/source"
)

// File is a file that somebody wrote.
type File struct {
	Name string // the path to show: as given on the command line
	Path string // below its content folder, with slashes: "sources/x.txt"
	Data []byte
}

// Tree is what people wrote.
type Tree struct {
	Glossary  *File  // glossary.toml, or nil
	Furniture *File  // furniture.toml, or nil
	Sources   []File // source texts: .txt
	Pages     []File // Markdown
	Pictures  []File // copied as they are
}

var pictures = map[string]bool{".jpg": true, ".jpeg": true, ".png": true, ".webp": true, ".avif": true, ".gif": true}

// Read reads a content folder, and the source texts of further folders as if they lay in its sources folder. A folder that is not
// there and a file that cannot be read are errors; a file that means nothing here is a warning.
func Read(content string, sources []string) (Tree, []diag.Finding) {
	var t Tree
	found := t.readFolder(content, "", func(name, rel string) bool { return true })
	for _, dir := range sources {
		found = append(found, t.readFolder(dir, "sources", func(name, rel string) bool {
			return strings.HasSuffix(rel, ".txt") || strings.HasSuffix(rel, ".en.md")
		})...)
	}
	return t, found
}

// readFolder reads the files of dir below the given folder of the content; only those that wanted accepts.
func (t *Tree) readFolder(dir, below string, wanted func(name, rel string) bool) []diag.Finding {
	var found []diag.Finding
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return []diag.Finding{{File: dir, Severity: diag.Error, Code: "no-folder", Message: "there is no such folder", Hint: "name a folder that exists"}}
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return []diag.Finding{unreadable(dir, err)}
	}
	err = filepath.WalkDir(real, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			found = append(found, unreadable(name, err))
			return nil
		}
		if hidden(entry.Name()) && name != real {
			if entry.IsDir() {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(real, name)
		if err != nil || entry.IsDir() {
			return err
		}
		name = filepath.Join(dir, rel)
		f := File{Name: name, Path: path.Join(below, filepath.ToSlash(rel))}
		if !wanted(name, f.Path) {
			found = append(found, diag.Finding{File: name, Severity: diag.Note, Code: "file-left-out", Message: "not a source text: the file is left out"})
			return nil
		}
		data, more := ReadFile(name)
		found = append(found, more...)
		if f.Data = data; !diag.Failed(more) {
			found = append(found, t.add(f)...)
		}
		return nil
	})
	if err != nil {
		found = append(found, unreadable(dir, err))
	}
	return found
}

// add puts a file where it belongs.
func (t *Tree) add(f File) []diag.Finding {
	switch extension := strings.ToLower(path.Ext(f.Path)); {
	case f.Path == "glossary.toml":
		t.Glossary = &f
	case f.Path == "furniture.toml":
		t.Furniture = &f
	case extension == ".txt" && path.Dir(f.Path) == "sources":
		t.Sources = append(t.Sources, f)
	case extension == ".md":
		t.Pages = append(t.Pages, f)
	case pictures[extension]:
		t.Pictures = append(t.Pictures, f)
	default:
		return []diag.Finding{{File: f.Name, Severity: diag.Warning, Code: "file-left-out", Message: "the file means nothing here and is left out",
			Hint: "source texts are sources/NAME.txt, pages NAME.ar.md and NAME.en.md, pictures .jpg, .png, .webp, .avif or .gif"}}
	}
	return nil
}

// hidden reports whether a file is no content: an editor's, a system's, or the licence of the others.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") || name == "LICENSE"
}

// ReadFile reads a file that is not larger than people write.
func ReadFile(name string) ([]byte, []diag.Finding) {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return nil, []diag.Finding{{File: name, Severity: diag.Error, Code: "unreadable", Message: "this is not a file of text", Hint: "name a file; links to folders are not followed"}}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, []diag.Finding{unreadable(name, err)}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, source.MaxBytes+1))
	switch {
	case err != nil:
		return nil, []diag.Finding{unreadable(name, err)}
	case len(data) > source.MaxBytes:
		return nil, []diag.Finding{{File: name, Severity: diag.Error, Code: "too-large", Message: fmt.Sprintf("the file is larger than %d MB", source.MaxBytes>>20),
			Hint: "a source text is one report as plain text: split the file, or leave out what is not the report"}}
	}
	return data, nil
}

func unreadable(name string, err error) diag.Finding {
	return diag.Finding{File: name, Severity: diag.Error, Code: "unreadable", Message: fmt.Sprintf("the file cannot be read: %v", cause(err)),
		Hint: "check that it exists and that you may read it"}
}

// cause is the innermost reason of a file system error, without the operation and the path.
func cause(err error) error {
	if e, ok := err.(*fs.PathError); ok {
		return e.Err
	}
	if e, ok := err.(*os.LinkError); ok {
		return e.Err
	}
	return err
}
