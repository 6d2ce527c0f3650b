// Package sinas is a client of Sinas, the self-hosted platform for AI agents and automation.
//
//	client := sinas.NewClient() // SINAS_BASE_URL and SINAS_API_KEY, or options
//	answer, err := client.Functions.Execute(ctx, "default", "add", map[string]any{"a": 1, "b": 2})
//
// Every call ends when its context does. Lists and streams are [iter.Seq2]: an error is their last pair.
package sinas
