package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// manifestName is the file by which a folder is known to be a site of ours.
const manifestName = "manifest.json"

// generator is how a manifest names this program.
const generator = "bayan"

// manifest lists what was published.
type manifest struct {
	Generator string            `json:"generator"`
	Files     map[string]string `json:"files"` // path → "sha256:" and the hexadecimal digest
}

// Next makes an empty folder beside output for the next site, and a function that removes it again where the build fails. It
// refuses an output folder that holds anything but a site of ours, and one that cannot be replaced.
func Next(output string) (next string, discard func(), err error) {
	output = target(output)
	if err := recoverOld(output); err != nil {
		return "", nil, err
	}
	entries, err := os.ReadDir(output)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", nil, fmt.Errorf("%s cannot be written: %w", output, cause(err))
	case len(entries) > 0:
		if foreign := foreignFile(output); foreign != "" {
			return "", nil, fmt.Errorf("%s was not written by this program, and would be lost", foreign)
		}
	}
	next = beside(output, "next")
	if err := os.RemoveAll(next); err != nil {
		return "", nil, fmt.Errorf("%s cannot be written: %w", next, cause(err))
	}
	if err := os.MkdirAll(next, 0o755); err != nil {
		return "", nil, fmt.Errorf("%s cannot be written: %w", output, cause(err))
	}
	return next, func() { os.RemoveAll(next) }, nil
}

// target is the folder that an output path means: where it is a link, what the link leads to.
func target(output string) string {
	if resolved, err := filepath.EvalSymlinks(output); err == nil {
		output = resolved
	}
	return absolute(output)
}

// foreignFile names a file in an output folder that no manifest of ours lists, or "".
func foreignFile(output string) string {
	data, err := os.ReadFile(filepath.Join(output, manifestName))
	var m manifest
	if err != nil || json.Unmarshal(data, &m) != nil || m.Generator != generator {
		m = manifest{}
	}
	foreign := ""
	_ = fs.WalkDir(os.DirFS(output), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || m.Files[name] != "" || name == manifestName && m.Generator == generator {
			return nil
		}
		foreign = filepath.Join(output, name)
		return fs.SkipAll
	})
	return foreign
}

// beside names a folder of ours next to the output folder: on the same file system, so that it can take its place.
func beside(output, what string) string {
	return filepath.Join(filepath.Dir(output), "."+filepath.Base(output)+".bayan-"+what)
}

// recoverOld puts back the site that a build set aside and was killed before it put the new one there.
func recoverOld(output string) error {
	old := beside(output, "old")
	if _, err := os.Stat(old); err != nil {
		return nil
	}
	if _, err := os.Stat(output); errors.Is(err, fs.ErrNotExist) {
		return os.Rename(old, output)
	}
	return os.RemoveAll(old)
}

// Finish writes into a rendered site what Hugo cannot: the manifest of its files.
func Finish(dir string) error {
	m := manifest{Generator: generator, Files: map[string]string{}}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == manifestName {
			return err
		}
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		m.Files[name] = "sha256:" + hex.EncodeToString(sum[:])
		return nil
	})
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, manifestName), append(data, '\n'), 0o644)
}

// Replace puts the finished site next in the place of output. Where the system can exchange two folders in one step,
// there is no moment without a site; elsewhere the old site is set aside first, and [Next] puts it back if the program dies there.
func Replace(output, next string) error {
	output = target(output)
	old := beside(output, "old")
	if err := exchange(next, output); err == nil {
		return os.RemoveAll(next)
	}
	if err := os.Rename(output, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(next, output); err != nil {
		return errors.Join(err, recoverOld(output))
	}
	return os.RemoveAll(old)
}
