package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"bayan/generator/internal/document"
	"bayan/generator/internal/parallel"
)

// Stage makes dir hold the documents and pictures and nothing else. A file that already holds the right bytes is not
// touched, so that what watches the folder sees only what changed.
func Stage(dir string, docs []document.Document, pictures []File) error {
	formatted := make([][]byte, len(docs))
	parallel.For(len(docs), func(i int) { formatted[i] = docs[i].Format() })
	staged := map[string][]byte{}
	for i, d := range docs {
		if staged[d.Path] != nil {
			return fmt.Errorf("two pages would be staged as %s", d.Path)
		}
		staged[d.Path] = formatted[i]
	}
	for _, p := range pictures {
		staged[p.Path] = p.Data
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := removeOthers(dir, staged); err != nil {
		return err
	}
	names := slices.Collect(maps.Keys(staged))
	errs := make([]error, len(names))
	parallel.For(len(names), func(i int) {
		errs[i] = writeIfChanged(filepath.Join(dir, filepath.FromSlash(names[i])), staged[names[i]])
	})
	return errors.Join(errs...)
}

func writeIfChanged(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	err := os.WriteFile(name, data, 0o644)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { // the first file of a folder
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// removeOthers removes the files of dir that are not staged, and the folders that hold none.
func removeOthers(dir string, staged map[string][]byte) error {
	folders := map[string]bool{".": true}
	for name := range staged {
		for folder := path.Dir(name); !folders[folder]; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	return fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		full := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case entry.IsDir() && !folders[name]:
			if err := os.RemoveAll(full); err != nil {
				return err
			}
			return fs.SkipDir
		case !entry.IsDir() && staged[name] == nil:
			return os.Remove(full)
		}
		return nil
	})
}
