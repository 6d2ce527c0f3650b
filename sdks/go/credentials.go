package sinas

import (
	"cmp"
	"context"
	"os"
	"sync"
	"time"
)

// A token that ends so soon may end on its way.
const tokenMargin = 10 * time.Second

// TokenPair is what a login gives. With a refresh token the client fetches new access tokens by itself.
type TokenPair struct {
	AccessToken  string
	RefreshToken string
	ExpiresAt    time.Time // zero where it is not known
}

// credentials are what the client proves itself with: an API key, or tokens that it keeps fresh.
type credentials struct {
	onTokens func(TokenPair)

	mu     sync.Mutex
	tokens TokenPair

	refreshing chan struct{} // holds a value while one caller fetches a token for all
}

func newCredentials(s settings) *credentials {
	c := &credentials{onTokens: s.onTokens, refreshing: make(chan struct{}, 1)}
	switch {
	case s.token != nil:
		c.tokens = TokenPair{AccessToken: *s.token, RefreshToken: s.refresh}
	case s.refresh != "":
		// The first access token is fetched before the first request.
		c.tokens = TokenPair{RefreshToken: s.refresh}
	default:
		c.tokens = TokenPair{AccessToken: cmp.Or(os.Getenv("SINAS_API_KEY"), os.Getenv("SINAS_TOKEN"))}
	}
	return c
}

func (c *credentials) get() TokenPair {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tokens
}

func (c *credentials) set(tokens TokenPair) {
	c.mu.Lock()
	c.tokens = tokens
	c.mu.Unlock()
	if c.onTokens != nil && tokens.AccessToken != "" {
		c.onTokens(tokens)
	}
}

// current returns the token to send, which may be a new one.
func (c *credentials) current(ctx context.Context, client *Client) (string, error) {
	tokens := c.get()
	isStale := tokens.AccessToken == "" || !tokens.ExpiresAt.IsZero() && time.Until(tokens.ExpiresAt) < tokenMargin
	if tokens.RefreshToken != "" && isStale {
		return c.renew(ctx, client, tokens.AccessToken)
	}
	return tokens.AccessToken, nil
}

// renew returns a token in place of one that the server refused, or "" where there is none to be had.
// However many callers ask at once, one of them fetches it. A caller that is cancelled leaves it to be fetched: the refresh token that was
// sent is good no longer.
func (c *credentials) renew(ctx context.Context, client *Client, refused string) (string, error) {
	select {
	case c.refreshing <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	tokens := c.get()
	if tokens.AccessToken != refused || tokens.RefreshToken == "" {
		<-c.refreshing
		if tokens.AccessToken == refused {
			return "", nil
		}
		return tokens.AccessToken, nil
	}
	fetched := make(chan error, 1)
	go func() {
		defer func() { <-c.refreshing }()
		renewed, err := client.Auth.refresh(context.WithoutCancel(ctx), tokens.RefreshToken)
		if err == nil {
			c.set(renewed)
		}
		fetched <- err
	}()
	select {
	case err := <-fetched:
		if err != nil {
			return "", err
		}
		return c.get().AccessToken, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
