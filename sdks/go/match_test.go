package sinas

// The matchers of sdks/scenarios/README.md.

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// mismatch is what keeps actual from being what is expected, or "".
func mismatch(actual, expected any, where string) string {
	shown := fmt.Sprintf("%s: %.600s is not %s", where, text(actual), text(expected))
	switch expected := expected.(type) {
	case []any:
		items, ok := actual.([]any)
		if !ok || len(items) != len(expected) {
			return shown
		}
		for i := range expected {
			if fault := mismatch(items[i], expected[i], fmt.Sprintf("%s.%d", where, i)); fault != "" {
				return fault
			}
		}
		return ""
	case map[string]any:
		for key, argument := range expected {
			if strings.HasPrefix(key, "$") {
				if holds(key, actual, argument) {
					return ""
				}
				return shown
			}
		}
		object, ok := actual.(map[string]any)
		if !ok {
			return shown
		}
		for name, value := range expected {
			if fault := mismatch(object[name], value, where+"."+name); fault != "" {
				return fault
			}
		}
		return ""
	}
	if reflect.DeepEqual(actual, expected) {
		return ""
	}
	return shown
}

func holds(matcher string, actual, argument any) bool {
	items, isArray := actual.([]any)
	switch matcher {
	case "$type":
		return typeOf(actual) == argument
	case "$matches":
		said, ok := actual.(string)
		return ok && regexp.MustCompile(argument.(string)).MatchString(said)
	case "$min":
		number, ok := actual.(float64)
		return ok && number >= argument.(float64)
	case "$length":
		return isArray && len(items) == int(argument.(float64))
	case "$min_length":
		return isArray && len(items) >= int(argument.(float64))
	case "$includes":
		return isArray && includes(items, argument.([]any))
	case "$unique":
		return isArray && isUnique(items, argument.([]any))
	case "$text":
		return isArray && said(items) == argument
	}
	panic("no matcher is called " + matcher)
}

func includes(items, expected []any) bool {
	for _, item := range items {
		if len(expected) > 0 && mismatch(item, expected[0], "") == "" {
			expected = expected[1:]
		}
	}
	return len(expected) == 0
}

func isUnique(items, paths []any) bool {
	seen := map[string]bool{}
	for _, item := range items {
		var values []any
		for _, path := range paths {
			values = append(values, at(item, path.(string)))
		}
		seen[text(values)] = true
	}
	return len(seen) == len(items)
}

func said(items []any) string {
	var all strings.Builder
	for _, item := range items {
		if at(item, "event") == "message" {
			content, _ := at(item, "data.content").(string)
			all.WriteString(content)
		}
	}
	return all.String()
}

// at is the value at a path such as items.0.id.
func at(value any, path string) any {
	for part := range strings.SplitSeq(path, ".") {
		switch inner := value.(type) {
		case map[string]any:
			value = inner[part]
		case []any:
			index, err := strconv.Atoi(part)
			if err != nil || index >= len(inner) {
				return nil
			}
			value = inner[index]
		default:
			return nil
		}
	}
	return value
}

func typeOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

func text(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(encoded)
}
